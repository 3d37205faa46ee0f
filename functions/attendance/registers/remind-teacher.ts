import { instantOf, readLessonId, schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import { rolesIn } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import type { attendanceContract } from "../contract.ts";
import type { SheetStore } from "../sheet-store.ts";
import type { PlanStore } from "./plan-store.ts";

interface Deps {
  readonly sheets: Pick<SheetStore, "sheetSources">;
  readonly plans: Pick<PlanStore, "marksOf" | "remind">;
  now(): Date;
}

/** A teacher who has just been reminded is calling the roll. */
const EVERY_MINUTES = 10;

const RANK = ["head", "cpe", "supervisor"] as const;

/**
 * Reminds whoever gives a lesson that its roll is awaited: one touch, on their first screen. Not before the lesson begins, not once it is
 * called, not twice in ten minutes whoever asks; the register keeps when it was asked.
 */
export const remindTeacher: Operation<typeof attendanceContract.routes.remindTeacher, Deps> = async (
  call,
  { sheets, plans, now },
) => {
  const { schoolId, lessonId } = call.params;
  const { day } = readLessonId(lessonId);
  const [sources, marks] = await Promise.all([
    sheets.sheetSources(schoolId, lessonId),
    plans.marksOf({ schoolId, day }),
  ]);
  if (sources === undefined) throw problem("not-found");
  const { lesson, register } = sources;
  if (lesson.status === "cancelled") throw problem("lesson-cancelled");
  if (register !== undefined) throw problem("roll-called");
  if (instantOf(day, lesson.start) > now()) throw problem("lesson-to-come");
  const reminders = marks.find((one) => one.lessonId === lessonId && one.reminders !== undefined)?.reminders ?? [];
  const last = reminders.at(-1);
  if (last !== undefined && now().getTime() - Date.parse(last.at) < EVERY_MINUTES * 60_000)
    throw problem("just-reminded");
  const byRole = RANK.find((role) => rolesIn(call.principal, schoolId).includes(role)) ?? "supervisor";
  const next = [...reminders, { at: now().toISOString(), byRole }];
  const reply = {
    status: 201 as const,
    body: { schoolId, lessonId, teachers: [...lesson.teachers], remindedAt: next.map(({ at }) => at) },
  };
  await plans.remind(
    {
      schoolId,
      schoolYear: schoolYearOf(day),
      day,
      lessonId,
      version: next.length,
      start: lesson.start,
      subject: lesson.subject.label,
      audienceCodes: lesson.audiences.map(({ code }) => code),
      teacherIds: lesson.teachers.map(({ id }) => id),
      reminders: next,
    },
    now(),
    call.remember(reply),
  );
  return reply;
};
