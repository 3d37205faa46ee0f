import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import type { StatementRecord } from "./statement.ts";
import type { StatementStore } from "./statement-store.ts";

interface Deps {
  readonly statements: Pick<StatementStore, "find">;
  now(): Date;
}

/** A statement and its school year: of the year under way or, over the summer, of the one before or after. One that is not there is not found. */
export const findStatement = async (
  { schoolId, pupilId, statementId }: { schoolId: string; pupilId: string; statementId: string },
  { statements, now }: Deps,
): Promise<{
  readonly school: { readonly schoolId: string; readonly schoolYear: number };
  readonly record: StatementRecord;
}> => {
  const current = schoolYearOf(schoolTimeOf(now()).day);
  for (const schoolYear of [current, current - 1, current + 1]) {
    const record = await statements.find({ schoolId, schoolYear, pupilId }, statementId);
    if (record !== undefined) return { school: { schoolId, schoolYear }, record };
  }
  throw problem("not-found");
};
