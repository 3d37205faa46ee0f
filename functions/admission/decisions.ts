import type { AccessWindow } from "@preau/policy";
import type { Admission, WindowDraft } from "./contract.ts";

/** Who decided something, why, when, and until when. */
export type Decided = Pick<NonNullable<Admission["hand"]>, "until" | "reason" | "by" | "at">;
export type Level = Admission["level"];

export interface HandLevel extends Decided {
  readonly level: Level;
}

export interface CapabilityOff extends Decided {
  readonly capability: Admission["off"][number]["capability"];
}

/** A saved window: as it was asked for, and the schools it was found to name. */
export interface KeptWindow extends Decided, Omit<WindowDraft, "since" | "until"> {
  readonly windowId: string;
  readonly since: string;
  readonly schools: AccessWindow["schools"];
}

/** All that people decided and that is not over. */
export interface Decisions {
  readonly version: number;
  readonly hand?: HandLevel | undefined;
  readonly off: readonly CapabilityOff[];
  readonly windows: readonly KeptWindow[];
}

export const NOTHING_DECIDED: Decisions = { version: 0, off: [], windows: [] };

/** What is left of decisions at an instant: each ends by itself. */
export const standing = ({ version, hand, off, windows }: Decisions, now: Date): Decisions => {
  const lasts = ({ until }: Decided): boolean => Date.parse(until) > now.getTime();
  return {
    version,
    ...(hand !== undefined && lasts(hand) && { hand }),
    off: off.filter(lasts),
    windows: windows.filter(lasts),
  };
};

/** The end of a switch, in epoch seconds. */
export const endOf = (until: string): number => Math.ceil(Date.parse(until) / 1000);

type Hours = Pick<KeptWindow, "roles" | "schools" | "weekdays" | "from" | "to" | "since" | "until">;

/** A window as every function applies it. */
export const windowOf = ({ roles, schools, weekdays, from, to, since, until }: Hours): AccessWindow => ({
  roles,
  schools,
  weekdays,
  from,
  to,
  since: Math.floor(Date.parse(since) / 1000),
  until: endOf(until),
});
