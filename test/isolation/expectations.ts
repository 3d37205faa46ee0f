import { ROLES, type Role, SCHOOL_LIFE } from "@preau/contract";
import { NINA, type Relation } from "./callers.ts";

/** Which relations of a role are shown something. */
type Seeing = Partial<Record<Role, readonly Relation[]>>;

/**
 * What a route shows of Nina. Whoever is not named must not be able to tell a school where she is from one where she is not: same
 * status, same bytes, same number of items.
 */
export interface Expectation {
  /** Who sees her, or may act on her. */
  readonly sees: Seeing;
  /** Who reads how to reach her and her father. */
  readonly contacts?: Seeing;
  /** Who sees that somebody is there (a count), without learning who. */
  readonly counts?: Seeing;
  /** Asks the route about her, where its path does not. */
  readonly query?: Readonly<Record<string, string>>;
}

const OWN: readonly Relation[] = ["own"];
/** Whoever holds the role in her school. */
const HERE: readonly Relation[] = ["own", "same class", "same school", "ex-guardian"];

const here = (...roles: readonly Role[]): Seeing => Object.fromEntries(roles.map((role) => [role, HERE]));
const own = (...roles: readonly Role[]): Seeing => Object.fromEntries(roles.map((role) => [role, OWN]));

const STAFF = ROLES.filter((role) => !["pupil", "guardian", "operator"].includes(role));
const NOBODY: Expectation = { sees: {} };

/** One line a route: a route without its line fails the suite. */
export const expectations: Readonly<Record<string, Expectation>> = {
  // attendance
  readRollCall: { sees: { ...own("teacher"), ...here(...SCHOOL_LIFE) } },
  submitRollCall: { sees: { ...own("teacher"), ...here(...SCHOOL_LIFE) } },
  readBoard: { sees: here(...SCHOOL_LIFE, "office") },
  grantExemption: { sees: here("cpe", "head", "office") },

  // directory
  readMe: { sees: own("pupil", "guardian") },
  readSchool: NOBODY,
  listAudiences: NOBODY,
  readAudience: { sees: here(...STAFF) },
  readPupil: { sees: { ...own("guardian", "teacher"), ...here(...SCHOOL_LIFE) }, contacts: here(...SCHOOL_LIFE) },
  createImport: NOBODY,
  startImport: NOBODY,
  readImport: NOBODY,
  listImportIssues: NOBODY,

  // home
  readHome: { sees: own("pupil", "guardian"), counts: own("teacher") },

  // notices
  listNotices: { sees: own("guardian") },

  // timetable
  readLessons: { sees: { ...own("pupil", "guardian"), ...here(...STAFF) }, query: { pupilId: NINA } },
  changeLesson: NOBODY,
  listRooms: NOBODY,
  readRoomOccupancy: NOBODY,
  importTimetable: NOBODY,
};
