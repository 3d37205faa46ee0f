import { addDays, instantOf, readLessonId, schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { type Instant, problem } from "@preau/contract";
import { followsSchoolLife, mayCallRoll, type Principal, rolesIn } from "@preau/policy";
import type { Call, Operation } from "@preau/runtime";
import { LostRace } from "@preau/store";
import type { attendanceContract } from "./contract.ts";
import type { SettingsStore } from "./pupil-day/settings-store.ts";
import { emptyRegister, newMarks, type Register, type RollCallFact, stateOf, strangersTo } from "./register.ts";
import type { RegisterStore } from "./register-store.ts";
import { isExcused, type SheetSources, sheetOf } from "./sheet.ts";
import type { SheetStore } from "./sheet-store.ts";

type SubmitRollCall = typeof attendanceContract.routes.submitRollCall;

interface Deps {
  readonly sheets: Pick<SheetStore, "sheetSources">;
  readonly registers: Pick<RegisterStore, "submit">;
  readonly settings: Pick<SettingsStore, "current">;
  now(): Date;
}

/** A sheet may be opened early, and submitted from a quarter of an hour before the lesson. */
const OPENS_MINUTES_BEFORE = 15;
/** How far a tablet's clock may be ahead of the school's. */
const CLOCK_SKEW_MS = 5 * 60_000;

const RANK = ["teacher", "cpe", "supervisor", "head"] as const;

const roleOf = (principal: Principal, schoolId: string): RollCallFact["byRole"] =>
  RANK.find((role) => rolesIn(principal, schoolId).includes(role)) ?? "teacher";

const checkTime = ({ lesson }: SheetSources, now: Date, calledAt: Instant | undefined): void => {
  if (lesson.status === "cancelled") throw problem("lesson-cancelled");
  const opensAt = instantOf(lesson.day, lesson.start).getTime() - OPENS_MINUTES_BEFORE * 60_000;
  if (now.getTime() < opensAt) throw problem("lesson-not-begun");
  if (calledAt === undefined) return;
  const called = Date.parse(calledAt);
  if (called >= opensAt && called <= now.getTime() + CLOCK_SKEW_MS) return;
  const message = "Cette heure précède le cours ou n’est pas encore passée : vérifiez l’horloge de l’appareil.";
  throw problem("invalid-request", { errors: [{ field: "body.calledAt", message }] });
};

/** Teachers call and correct for a time that the school sets; school life may always. */
const checkWindow = (
  { principal, params }: Call<SubmitRollCall>,
  day: string,
  correctionDays: number,
  now: Date,
): void => {
  if (followsSchoolLife(principal, params.schoolId)) return;
  if (schoolTimeOf(now).day > addDays(day, correctionDays)) throw problem("correction-over");
};

const checkPupils = ({ roster, register }: SheetSources, marks: Call<SubmitRollCall>["body"]["marks"]): void => {
  const strangers = strangersTo(register ?? emptyRegister, roster.pupils, marks);
  if (strangers.length === 0) return;
  throw problem("invalid-request", {
    errors: strangers.map((index) => ({
      field: `body.marks.${index}.pupilId`,
      message: "Cet élève n’est pas inscrit à ce cours : retirez-le de l’appel.",
    })),
  });
};

/** Whoever need not be there is called only if they came, and is absent by nobody's word. */
const expected = (sources: SheetSources, marks: Call<SubmitRollCall>["body"]["marks"]) => {
  const came = new Set(marks.filter(({ status }) => status !== "absent").map(({ pupilId }) => pupilId));
  const excused = (pupilId: string) => isExcused(sources, pupilId) && !came.has(pupilId);
  return {
    pupils: sources.roster.pupils.filter(({ pupilId }) => !excused(pupilId)),
    marks: marks.filter(({ pupilId }) => !excused(pupilId)),
  };
};

/** The register with one fact more. An author's clock that runs ahead is brought back to the school's. */
const withFact = (call: Call<SubmitRollCall>, sources: SheetSources, now: Date): Register => {
  const { version: saw, calledAt } = call.body;
  const { pupils, marks } = expected(sources, call.body.marks);
  const before = sources.register ?? emptyRegister;
  const calledIds = [...new Set([...before.calledIds, ...pupils.map(({ pupilId }) => pupilId)])];
  const receivedAt = now.toISOString();
  const at =
    calledAt === undefined ? receivedAt : new Date(Math.min(Date.parse(calledAt), now.getTime())).toISOString();
  const fact: RollCallFact = {
    version: before.version + 1,
    saw,
    by: call.principal.accountId,
    byRole: roleOf(call.principal, call.params.schoolId),
    at,
    receivedAt,
    marks: newMarks(before, pupils, marks, saw),
    called: calledIds.length,
  };
  return { version: fact.version, calledIds, facts: [...before.facts, fact] };
};

/** What was recorded: how many pupils are in each state after it. */
const receiptOf = ({ params }: Call<SubmitRollCall>, register: Register) => {
  const { version, facts } = register;
  const statuses = [...stateOf(register).values()].map(({ status }) => status);
  const count = (wanted: string) => statuses.filter((status) => status === wanted).length;
  const counts = { absent: count("absent"), late: count("late"), conflicts: count("conflict") };
  return { status: 200, body: { ...params, version, ...counts, submittedAt: facts.at(-1)?.receivedAt ?? "" } } as const;
};

/** Two people press the button at the same instant: the second one is merged into what the first one left. */
const ATTEMPTS = 2;

/**
 * Calls the roll, or corrects it. What is submitted becomes one more fact of the register, committed with the absentees' own items
 * and with the reply, or not at all. A sheet that others have changed meanwhile is no obstacle: what they said stays, what is said now
 * stands beside it, and where the two disagree the pupil is in conflict until somebody settles it.
 */
export const submitRollCall: Operation<SubmitRollCall, Deps> = async (call, { sheets, registers, settings, now }) => {
  const { schoolId, lessonId } = call.params;
  for (let attempt = 1; ; attempt += 1) {
    const [sources, { correctionDays }] = await Promise.all([
      sheets.sheetSources(schoolId, lessonId),
      settings.current({ schoolId, schoolYear: schoolYearOf(readLessonId(lessonId).day) }),
    ]);
    if (sources === undefined) throw problem("not-found");
    const teacherIds = sources.lesson.teachers.map(({ id }) => id);
    if (!mayCallRoll(call.principal, schoolId, { teacherIds })) throw problem("not-found");
    checkTime(sources, now(), call.body.calledAt);
    checkWindow(call, sources.lesson.day, correctionDays, now());
    checkPupils(sources, call.body.marks);
    const conflict = () => problem("version-conflict", { current: sheetOf(schoolId, sources, now()) });
    // A version that does not exist yet was never on a screen.
    if (call.body.version > (sources.register?.version ?? 0)) throw conflict();
    const next = withFact(call, sources, now());
    const reply = receiptOf(call, next);
    const marks = next.facts.at(-1)?.marks ?? [];
    try {
      await registers.submit(schoolId, sources, next, marks, call.remember(reply));
      return reply;
    } catch (error) {
      if (!(error instanceof LostRace)) throw error;
      if (attempt === ATTEMPTS) throw conflict();
    }
  }
};
