import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import { followsSchoolLife, isGuardianOf } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import type { attendanceContract } from "../contract.ts";
import type { StatementStore } from "./statement-store.ts";
import { forReader } from "./statement-view.ts";

interface Deps {
  readonly statements: Pick<StatementStore, "ofPupil">;
  now(): Date;
}

/** What was said of a pupil's absences. A guardian sees that the other one said something, and what became of it, but not the words. */
export const listPupilStatements: Operation<typeof attendanceContract.routes.listPupilStatements, Deps> = async (
  { principal, params, query },
  { statements, now },
) => {
  const { schoolId, pupilId } = params;
  const inside = followsSchoolLife(principal, schoolId);
  if (!inside && !isGuardianOf(principal, schoolId, pupilId)) throw problem("not-found");
  const schoolYear = query.schoolYear ?? schoolYearOf(schoolTimeOf(now()).day);
  const records = await statements.ofPupil({ schoolId, schoolYear, pupilId });
  const reader = { accountId: principal.accountId, inside };
  return { status: 200, body: { items: records.map((record) => forReader(schoolId, record, reader)) } };
};
