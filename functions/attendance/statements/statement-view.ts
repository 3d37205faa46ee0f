import type * as z from "zod";
import type { ListedStatement, PupilStatement } from "../statements-contract.ts";
import type { StatementRecord } from "./statement.ts";

const sharedBy = (schoolId: string, record: StatementRecord) => {
  const { statementId, pupilId, from, to, at, days, state, decision, proof } = record;
  return {
    statementId,
    schoolId,
    pupilId,
    from: { ...from },
    to: { ...to },
    at,
    days,
    state,
    ...(decision !== undefined && {
      decidedAt: decision.at,
      reason: decision.reason,
      explanation: decision.explanation,
    }),
    proof: proof ?? null,
  };
};

/** A statement as school life reads it. */
export const forSchoolLife = (schoolId: string, record: StatementRecord): z.input<typeof ListedStatement> => {
  const { familyName, givenName, classId, className, text, guardianId, decision } = record;
  const treatmentId = decision?.treatmentId;
  return {
    ...sharedBy(schoolId, record),
    familyName,
    givenName,
    classId: classId as z.input<typeof ListedStatement>["classId"],
    className,
    text,
    guardianId: guardianId ?? null,
    ...(treatmentId !== undefined && { treatmentId }),
  };
};

/** A statement as somebody reads it who made it, who works in school life, or who is another guardian of the pupil. */
export const forReader = (
  schoolId: string,
  record: StatementRecord,
  { accountId, inside }: { readonly accountId: string; readonly inside: boolean },
): z.input<typeof PupilStatement> => {
  const own = record.by === accountId;
  const shown = sharedBy(schoolId, record);
  return own || inside ? { ...shown, own, text: record.text } : { ...shown, own, proof: null };
};
