import type { Closure } from "@preau/calendar";
import type { Instant } from "@preau/contract";
import { type CountingRule, usualRule } from "./half-days.ts";

/** Why a pupil was not there, as a school words it. */
export interface Reason {
  readonly reasonId: string;
  readonly label: string;
  /** Among those of the law (code de l’éducation, L131-8). */
  readonly legitimate: boolean;
  readonly justified: boolean;
  readonly counts: boolean;
}

export interface Settings {
  readonly version: number;
  readonly counting: Omit<CountingRule, "version">;
  readonly familyHoldMinutes: number;
  readonly correctionDays: number;
  /** How long after the beginning of a lesson its roll counts as forgotten. */
  readonly forgottenAfterMinutes: number;
  readonly closures: readonly Closure[];
  readonly reasons: readonly Reason[];
  readonly setAt: Instant | null;
}

const reason = (reasonId: string, label: string, kind: "legitimate" | "accepted" | "refused" | "school"): Reason => ({
  reasonId,
  label,
  legitimate: kind === "legitimate",
  justified: kind !== "refused",
  counts: kind !== "school",
});

/**
 * What a school starts from and edits. The first five are the legitimate reasons of the law; the national list of SIECLE could not be
 * found, the others are those that schools use.
 */
const usualReasons: readonly Reason[] = [
  reason("illness", "Maladie de l’élève", "legitimate"),
  reason("contagion", "Maladie transmissible d’un membre de la famille", "legitimate"),
  reason("family-event", "Réunion solennelle de famille", "legitimate"),
  reason("transport", "Empêchement dû à un accident de transport", "legitimate"),
  reason("guardians-away", "Absence temporaire des responsables, que l’élève suit", "legitimate"),
  reason("medical-visit", "Rendez-vous médical", "accepted"),
  reason("official-appointment", "Convocation officielle (examen, journée citoyenne)", "school"),
  reason("outing", "Sortie ou voyage scolaire", "school"),
  reason("internship", "Stage", "school"),
  reason("exclusion", "Exclusion décidée par l’établissement", "school"),
  reason("family-convenience", "Convenance personnelle", "refused"),
  reason("truancy", "Absence volontaire", "refused"),
  reason("no-valid-reason", "Sans motif valable", "refused"),
];

/** The settings of a school that has decided nothing. */
export const usualSettings: Settings = {
  version: 0,
  counting: { boundary: usualRule.boundary, unit: usualRule.unit },
  familyHoldMinutes: 15,
  correctionDays: 7,
  forgottenAfterMinutes: 20,
  closures: [],
  reasons: usualReasons,
  setAt: null,
};

/** The rule by which figures leave the school, with its version. */
export const ruleOf = ({ version, counting }: Pick<Settings, "version" | "counting">): CountingRule => ({
  version,
  ...counting,
});
