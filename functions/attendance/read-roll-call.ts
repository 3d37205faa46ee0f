import { problem } from "@preau/contract";
import { mayCallRoll } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import type { attendanceContract } from "./contract.ts";
import { sheetOf } from "./sheet.ts";
import type { SheetStore } from "./sheet-store.ts";

interface Deps {
  readonly sheets: Pick<SheetStore, "sheetSources">;
  now(): Date;
}

/** The roll-call sheet of one lesson, for whoever gives it and for school life. */
export const readRollCall: Operation<typeof attendanceContract.routes.readRollCall, Deps> = async (
  call,
  { sheets, now },
) => {
  const { schoolId, lessonId } = call.params;
  const sources = await sheets.sheetSources(schoolId, lessonId);
  if (sources === undefined) throw problem("not-found");
  const teacherIds = sources.lesson.teachers.map(({ id }) => id);
  if (!mayCallRoll(call.principal, schoolId, { teacherIds })) throw problem("not-found");
  return { status: 200, body: sheetOf(schoolId, sources, now()) };
};
