/** What every object of a roster has. */
interface Rostered {
  /** Stable for ever, known to partners. */
  readonly id: string;
  /** ISO instant. */
  readonly modifiedAt: string;
  /** False once gone: partners are told to delete it. True when left out. */
  readonly active?: boolean | undefined;
}

export interface RosterSchool extends Rostered {
  readonly uai: string;
  readonly name: string;
}

/** A class or a group of one school and year. */
export interface RosterAudience extends Rostered {
  readonly schoolId: string;
  readonly audience: "class" | "group";
  readonly code: string;
  readonly label?: string | undefined;
  readonly schoolYear: number;
  readonly subjects?: readonly string[] | undefined;
}

/** `administrator` and the like are OneRoster's words; a CPE is a `counselor` there. */
export type RosterRole =
  | "student"
  | "teacher"
  | "parent"
  | "guardian"
  | "relative"
  | "aide"
  | "counselor"
  | "principal"
  | "proctor"
  | "siteAdministrator";

export interface RosterPerson extends Rostered {
  readonly familyName: string;
  readonly usualName?: string | undefined;
  readonly givenName: string;
  readonly otherGivenNames?: readonly string[] | undefined;
  readonly mail?: string | undefined;
  readonly mobile?: string | undefined;
  readonly phone?: string | undefined;
  readonly ine?: string | undefined;
  /** Written apart, in demographics. */
  readonly birthDate?: string | undefined;
  readonly sex?: "M" | "F" | undefined;
  /** The first is the main one. */
  readonly roles: readonly { readonly role: RosterRole; readonly schoolId: string }[];
  /** A pupil's legal representatives, or an adult's pupils, by id. */
  readonly related?: readonly string[] | undefined;
}

/** Somebody in a class or group. */
export interface RosterEnrollment extends Rostered {
  readonly personId: string;
  readonly audienceId: string;
  readonly schoolId: string;
  readonly role: "student" | "teacher";
  /** The head teacher of the class. */
  readonly primary?: boolean | undefined;
  readonly beginsOn?: string | undefined;
  /** The last day, included. */
  readonly endsOn?: string | undefined;
}

/** All that one export says. */
export interface Roster {
  readonly schoolYear: number;
  readonly modifiedAt: string;
  readonly schools: readonly RosterSchool[];
  readonly audiences: readonly RosterAudience[];
  readonly people: readonly RosterPerson[];
  readonly enrollments: readonly RosterEnrollment[];
}
