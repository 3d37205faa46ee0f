import { schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { attendanceContract } from "./contract.ts";
import type { SheetStore } from "./sheet-store.ts";

interface Deps {
  readonly sheets: Pick<SheetStore, "rosterOf" | "addExemption">;
  newId(prefix: string): string;
}

/** Records an exemption; the teachers concerned see it on the very next sheet they open. */
export const grantExemption: Operation<typeof attendanceContract.routes.grantExemption, Deps> = async (
  call,
  { sheets, newId },
) => {
  const { schoolId } = call.params;
  const { classId, pupilId, from } = call.body;
  const scope = { schoolId, schoolYear: schoolYearOf(from) };
  const roster = await sheets.rosterOf(scope, classId);
  if (!roster?.pupils.some((pupil) => pupil.pupilId === pupilId)) throw problem("pupil-not-in-class");
  const exemption = { exemptionId: newId("exe"), ...call.body };
  const reply = { status: 201, body: { schoolId, ...exemption } } as const;
  await sheets.addExemption(scope, exemption, call.remember(reply));
  return reply;
};
