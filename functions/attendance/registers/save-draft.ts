import { problem } from "@preau/contract";
import { mayCallRoll } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import type { attendanceContract } from "../contract.ts";
import { emptyRegister, strangersTo } from "../register.ts";
import type { SheetStore } from "../sheet-store.ts";
import type { PlanStore } from "./plan-store.ts";

interface Deps {
  readonly sheets: Pick<SheetStore, "sheetSources" | "keepDraft">;
  readonly plans: Pick<PlanStore, "noteDraft">;
  now(): Date;
}

/**
 * Keeps a sheet as it is being filled in: another device goes on from there, and school life sees that the roll is being called. Nobody
 * is absent by a draft. Pupils who have left the class meanwhile are left out.
 */
export const saveDraft: Operation<typeof attendanceContract.routes.saveDraft, Deps> = async (
  { principal, params, body },
  { sheets, plans, now },
) => {
  const { schoolId, lessonId } = params;
  const sources = await sheets.sheetSources(schoolId, lessonId);
  if (sources === undefined) throw problem("not-found");
  const { lesson, register, roster } = sources;
  if (!mayCallRoll(principal, schoolId, { teacherIds: lesson.teachers.map(({ id }) => id) }))
    throw problem("not-found");
  if (lesson.status === "cancelled") throw problem("lesson-cancelled");
  const strangers = new Set(strangersTo(register ?? emptyRegister, roster.pupils, body.marks));
  const marks = body.marks.filter((_, index) => !strangers.has(index));
  const savedAt = now();
  await sheets.keepDraft(schoolId, lessonId, { saw: body.version, at: savedAt.toISOString(), marks }, savedAt);
  if (register === undefined) await plans.noteDraft({ schoolId, day: lesson.day }, lessonId, savedAt);
  return { status: 200, body: { schoolId, lessonId, savedAt: savedAt.toISOString() } };
};
