import { instantOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import { mayCallRoll, type Principal, rolesIn } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import { LostRace } from "@preau/store";
import type { attendanceContract } from "./contract.ts";
import { newMarks, type Register, type RollCallFact, stateOf, strangersTo } from "./register.ts";
import type { RegisterStore } from "./register-store.ts";
import { type SheetSources, sheetOf } from "./sheet.ts";
import type { SheetStore } from "./sheet-store.ts";

type SubmitRollCall = typeof attendanceContract.routes.submitRollCall;

interface Deps {
  readonly sheets: Pick<SheetStore, "sheetSources">;
  readonly registers: Pick<RegisterStore, "submit">;
  now(): Date;
}

/** A sheet may be opened early, and submitted from a quarter of an hour before the lesson. */
const OPENS_MINUTES_BEFORE = 15;

const RANK = ["teacher", "cpe", "supervisor", "head"] as const;

const roleOf = (principal: Principal, schoolId: string): RollCallFact["byRole"] =>
  RANK.find((role) => rolesIn(principal, schoolId).includes(role)) ?? "teacher";

const checkLesson = ({ lesson }: SheetSources, now: Date): void => {
  if (lesson.status === "cancelled") throw problem("lesson-cancelled");
  const opensAt = instantOf(lesson.day, lesson.start).getTime() - OPENS_MINUTES_BEFORE * 60_000;
  if (now.getTime() < opensAt) throw problem("lesson-not-begun");
};

/**
 * Calls the roll, or corrects it. What is submitted becomes one more fact of the register, committed with the absentees' own items
 * and with the reply, or not at all. Whoever submits over a newer version gets it back to look at (409): nothing is merged blindly.
 */
export const submitRollCall: Operation<SubmitRollCall, Deps> = async (call, { sheets, registers, now }) => {
  const { schoolId, lessonId } = call.params;
  const { version, marks } = call.body;
  const sources = await sheets.sheetSources(schoolId, lessonId);
  if (sources === undefined) throw problem("not-found");
  const { lesson, roster, register } = sources;
  if (!mayCallRoll(call.principal, schoolId, { teacherIds: lesson.teachers.map(({ id }) => id) }))
    throw problem("not-found");
  checkLesson(sources, now());
  const facts = register?.facts ?? [];
  const strangers = strangersTo(facts, roster.pupils, marks);
  if (strangers.length > 0)
    throw problem("invalid-request", {
      errors: strangers.map((index) => ({
        field: `body.marks.${index}.pupilId`,
        message: "Cet élève n’est pas inscrit à ce cours : retirez-le de l’appel.",
      })),
    });
  if (version !== (register?.version ?? 0))
    throw problem("version-conflict", { current: sheetOf(schoolId, sources, now()) });

  const fact: RollCallFact = {
    version: version + 1,
    by: call.principal.accountId,
    byRole: roleOf(call.principal, schoolId),
    at: now().toISOString(),
    marks: newMarks(facts, roster.pupils, marks),
  };
  const next: Register = {
    version: fact.version,
    calledIds: [...new Set([...(register?.calledIds ?? []), ...roster.pupils.map(({ pupilId }) => pupilId)])],
    facts: [...facts, fact],
  };
  const statuses = [...stateOf(next.facts).values()].map(({ status }) => status);
  const reply = {
    status: 200,
    body: {
      schoolId,
      lessonId,
      version: next.version,
      absent: statuses.filter((status) => status === "absent").length,
      late: statuses.filter((status) => status === "late").length,
      submittedAt: fact.at,
    },
  } as const;
  await commitOrExplain(registers.submit(schoolId, sources, next, fact.marks, call.remember(reply)), async () => {
    const latest = await sheets.sheetSources(schoolId, lessonId);
    return latest && sheetOf(schoolId, latest, now());
  });
  return reply;
};

const commitOrExplain = async (commit: Promise<void>, current: () => Promise<unknown>): Promise<void> => {
  try {
    await commit;
  } catch (error) {
    if (error instanceof LostRace) throw problem("version-conflict", { current: await current() });
    throw error;
  }
};
