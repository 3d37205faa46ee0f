import { SCHOOL_LIFE } from "@preau/contract";
import { SIXTH_A } from "./directory-facts.ts";
import { type Expectation, here, NOBODY, own } from "./seeing.ts";

/** What following a pupil shows of Nina: families' statements, notes, alerts, statistics, papers. */
export const followingExpectations: Readonly<Record<string, Expectation>> = {
  listStatements: { sees: here(...SCHOOL_LIFE) },
  exportStatements: { sees: here(...SCHOOL_LIFE) },
  listPupilStatements: { sees: { ...own("guardian"), ...here(...SCHOOL_LIFE) } },
  decideStatement: { sees: here("cpe", "head") },
  attachProof: { sees: own("guardian") },
  // Nothing was attached: whoever may read it finds nothing either.
  readProof: NOBODY,
  listAlerts: { sees: here(...SCHOOL_LIFE) },
  listPupilAlerts: { sees: here(...SCHOOL_LIFE) },
  moveAlert: { sees: here("cpe", "head") },
  readThresholds: NOBODY,
  setThresholds: NOBODY,
  listAbsenceCases: { sees: here(...SCHOOL_LIFE) },
  readAbsenceCase: { sees: here(...SCHOOL_LIFE) },
  recordCaseStep: { sees: here("cpe", "head") },
  addFollowUp: { sees: here(...SCHOOL_LIFE), harmless: true },
  listFollowUps: { sees: here(...SCHOOL_LIFE) },
  strikeFollowUp: { sees: here(...SCHOOL_LIFE) },
  readFollowUpTypes: NOBODY,
  setFollowUpTypes: NOBODY,
  readAttendanceCalendar: { sees: { ...own("pupil", "guardian"), ...here(...SCHOOL_LIFE, "office") } },
  readPupilYears: { sees: here(...SCHOOL_LIFE) },
  readAttendanceStatistics: { sees: {}, counts: here(...SCHOOL_LIFE) },
  exportAttendanceStatistics: { sees: {}, counts: here(...SCHOOL_LIFE) },
  printRegister: { sees: here(...SCHOOL_LIFE), query: { classId: SIXTH_A.audienceId, month: "2026-11" } },
  printCaseLetter: { sees: here("cpe", "head") },
  printAttendanceRecord: { sees: here("cpe", "head") },
  exportAttendance: { sees: here("head") },
};
