import type * as z from "zod";
import type { AttendanceAlert, AbsenceCase as CaseSchema, ListedCase } from "../alerts-contract.ts";
import type { KeptAlert } from "./alert-store.ts";
import { type AbsenceCase, nextStages, stageOf } from "./case.ts";
import type { KeptCase } from "./case-store.ts";
import type { ListedPupil } from "./listed-pupil.ts";

const shownPupil = (schoolId: string, pupilId: string, { audienceIds: _, classId, ...names }: ListedPupil) => ({
  schoolId,
  pupilId,
  ...names,
  classId: classId as z.input<typeof ListedCase>["classId"],
});

/** An alert as the API shows it. */
export const alertView = (
  schoolId: string,
  { pupilId, alert, listed }: KeptAlert,
): z.input<typeof AttendanceAlert> => ({
  ...shownPupil(schoolId, pupilId, listed),
  alertId: alert.alertId,
  label: alert.label,
  what: alert.what,
  period: alert.period,
  least: alert.least,
  figure: alert.figure,
  state: alert.state,
  history: [...alert.history],
});

/** A case as the pupil's file shows it; nothing was begun with most of them. */
export const caseView = (
  schoolId: string,
  pupilId: string,
  known: AbsenceCase = { steps: [], version: 0 },
): z.input<typeof CaseSchema> => ({
  schoolId,
  pupilId,
  version: known.version,
  stage: stageOf(known),
  next: [...nextStages(known)],
  steps: [...known.steps],
});

/** The same on the school's list. */
export const listedCaseView = (schoolId: string, { pupilId, known, listed }: KeptCase): z.input<typeof ListedCase> => ({
  ...shownPupil(schoolId, pupilId, listed),
  stage: stageOf(known),
  since: known.steps.at(-1)?.on ?? "",
  steps: [...known.steps],
});
