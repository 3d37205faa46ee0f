import type { Instant } from "@preau/contract";
import type { Threshold } from "./threshold.ts";

/** What became of an alert: raised, seen by school life, closed by it, or gone by itself when the figure fell. */
export type AlertState = "open" | "seen" | "closed" | "lapsed";

export interface AlertStep {
  readonly state: AlertState;
  readonly at: Instant;
  readonly figure: number;
  /** Account of who moved it; nobody when it moved by itself. */
  readonly by?: string | undefined;
  readonly comment?: string | undefined;
}

/** A pupil above a threshold in a period, and all that was made of it. */
export interface Alert {
  readonly alertId: string;
  readonly thresholdId: string;
  readonly label: string;
  readonly what: Threshold["what"];
  readonly period: string;
  readonly least: number;
  readonly figure: number;
  /** What had been counted when it was last closed: it is raised again by as many more. */
  readonly base: number;
  readonly state: AlertState;
  readonly history: readonly AlertStep[];
  readonly version: number;
}

export const alertIdOf = (thresholdId: string, period: string): string => `${thresholdId}_${period}`;

const isStanding = ({ state }: Alert): boolean => state === "open" || state === "seen";

const moved = (alert: Alert, step: AlertStep): Alert => ({
  ...alert,
  state: step.state,
  figure: step.figure,
  history: [...alert.history, step],
  version: alert.version + 1,
});

const newAlert = (threshold: Threshold, period: string): Alert => ({
  alertId: alertIdOf(threshold.thresholdId, period),
  thresholdId: threshold.thresholdId,
  label: threshold.label,
  what: threshold.what,
  period,
  least: threshold.least,
  figure: 0,
  base: 0,
  state: "lapsed",
  history: [],
  version: 0,
});

/**
 * What a figure makes of an alert; undefined when it changes nothing. A closed alert is raised again only by as many more as the
 * threshold says: the CPE starts anew. A figure that falls back (a justification, a correction) takes the alert with it.
 */
export const weighed = (
  threshold: Threshold,
  period: string,
  figure: number,
  known: Alert | undefined,
  at: Instant,
): Alert | undefined => {
  const alert = { ...(known ?? newAlert(threshold, period)), label: threshold.label, least: threshold.least };
  const base = Math.min(alert.base, figure);
  const above = figure - base >= threshold.least;
  if (above !== isStanding(alert)) return moved({ ...alert, base }, { state: above ? "open" : "lapsed", at, figure });
  if (known === undefined || (figure === known.figure && base === known.base)) return undefined;
  return { ...alert, base, figure, version: alert.version + 1 };
};

/** School life has seen an alert, or closes it: the count starts anew. Undefined when it stands no longer. */
export const handled = (
  alert: Alert,
  state: "seen" | "closed",
  by: { readonly by: string; readonly at: Instant; readonly comment?: string | undefined },
): Alert | undefined => {
  if (!isStanding(alert)) return undefined;
  const { figure } = alert;
  return moved({ ...alert, base: state === "closed" ? figure : alert.base }, { state, figure, ...by });
};

/** Whether school life still has something to do about it. */
export const isOpen = isStanding;
