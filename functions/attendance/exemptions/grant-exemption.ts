import { schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { attendanceContract } from "../contract.ts";
import type { SheetStore } from "../sheet-store.ts";
import type { ExemptionStore, ListedExemption } from "./exemption-store.ts";
import { shownExemption } from "./list-exemptions.ts";

interface Deps {
  readonly sheets: Pick<SheetStore, "rosterOf">;
  readonly exemptions: Pick<ExemptionStore, "keep">;
  newId(prefix: string): string;
  now(): Date;
}

/** Records an exemption; the teachers concerned see it on the very next sheet they open. */
export const grantExemption: Operation<typeof attendanceContract.routes.grantExemption, Deps> = async (
  call,
  { sheets, exemptions, newId, now },
) => {
  const { schoolId } = call.params;
  const { classId, pupilId, from } = call.body;
  const school = { schoolId, schoolYear: schoolYearOf(from) };
  const roster = await sheets.rosterOf(school, classId);
  const pupil = roster?.pupils.find((one) => one.pupilId === pupilId);
  if (pupil === undefined) throw problem("pupil-not-in-class");
  const { familyName, givenName } = pupil;
  const exemption: ListedExemption = {
    ...call.body,
    exemptionId: newId("exe"),
    version: 1,
    familyName,
    givenName,
    className: roster?.classes.find(({ id }) => id === pupil.classId)?.code ?? "",
    grantedAt: now().toISOString(),
    grantedBy: call.principal.accountId,
    endedAt: null,
    withdrawn: false,
  };
  const reply = { status: 201 as const, body: shownExemption(schoolId, exemption) };
  await exemptions.keep(school, exemption, call.remember(reply));
  return reply;
};
