import type { Role } from "@preau/contract";
import { classOf, type Person } from "../person.ts";

/** Where somebody who goes stands: leaving on a known day, marked as gone, account closed. After that they are erased. */
export const DEPARTURE_STATES = ["leaving", "marked", "closed"] as const;
export type DepartureState = (typeof DEPARTURE_STATES)[number];

/** Somebody who is leaving or has left one school, as its head reads it. */
export interface Departure {
  readonly personId: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly roles: readonly Role[];
  readonly className?: string | undefined;
  readonly state: DepartureState;
  /** An instant, or the last day in the school for who is leaving. */
  readonly since: string;
  /** The day or the instant they left: from it the legal delay runs. */
  readonly leftSince: string;
}

interface Image {
  readonly id: string;
  readonly content: Person;
  readonly missingSince?: string | undefined;
  readonly hiddenSince?: string | undefined;
}

/** The departure a record tells of, if any. A last day says more of when somebody left than the delivery that no longer names them. */
export const departureOf = ({ id, content, missingSince, hiddenSince }: Image): Departure | undefined => {
  const leftOn = content.pupil?.leftOn;
  const leftSince =
    leftOn !== undefined && (missingSince === undefined || leftOn < missingSince) ? leftOn : missingSince;
  if (leftSince === undefined) return undefined;
  const { familyName, givenName, roles } = content;
  const who = { personId: id, familyName, givenName, roles, className: classOf(content)?.code, leftSince };
  if (hiddenSince !== undefined) return { ...who, state: "closed", since: hiddenSince };
  return missingSince === undefined
    ? { ...who, state: "leaving", since: leftSince }
    : { ...who, state: "marked", since: missingSince };
};
