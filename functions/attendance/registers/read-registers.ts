import { closedBecause, schoolTimeOf, schoolYearOf } from "@preau/calendar";
import type { Operation } from "@preau/runtime";
import type { BoardStore } from "../board/board-store.ts";
import type { attendanceContract } from "../contract.ts";
import type { SettingsStore } from "../pupil-day/settings-store.ts";
import { followedBy } from "../sectors/followed-by.ts";
import type { SectorStore } from "../sectors/sector-store.ts";
import type { PlanStore } from "./plan-store.ts";
import { type DayRegister, registersOf } from "./register-day.ts";

interface Deps {
  readonly plans: Pick<PlanStore, "slotsOf" | "marksOf">;
  readonly boards: Pick<BoardStore, "wholeDay">;
  readonly settings: Pick<SettingsStore, "current">;
  readonly sectors: Pick<SectorStore, "current">;
  now(): Date;
}

const shown = (schoolId: string, { lesson, state, submittedAt, draftAt, reminders }: DayRegister) => ({
  schoolId,
  lessonId: lesson.lessonId,
  day: lesson.day,
  start: lesson.start,
  end: lesson.end,
  subject: lesson.subject.label,
  audiences: [...lesson.audiences],
  teachers: [...lesson.teachers],
  room: lesson.room?.label ?? null,
  state,
  submittedAt: submittedAt ?? null,
  draftAt: draftAt ?? null,
  remindedAt: reminders.map(({ at }) => at),
});

/** Where the rolls of a day stand, class by class: what is done, what is being filled in, what was forgotten and by whom. */
export const readRegisters: Operation<typeof attendanceContract.routes.readRegisters, Deps> = async (
  { principal, params: { schoolId }, query },
  { plans, boards, settings, sectors, now },
) => {
  const day = query.day ?? schoolTimeOf(now()).day;
  const at = { schoolId, day };
  const year = { schoolId, schoolYear: schoolYearOf(day) };
  const [slots, marks, { parts: board }, decided, shared] = await Promise.all([
    plans.slotsOf(at),
    plans.marksOf(at),
    boards.wholeDay(at),
    settings.current(year),
    sectors.current(year),
  ]);
  const closed = closedBecause(day, decided.closures);
  const follows = followedBy(principal, schoolId, shared, true);
  const all =
    closed === undefined ? registersOf(day, { slots, marks, board }, decided.forgottenAfterMinutes, now()) : [];
  const own = all.filter(
    ({ lesson, classIds }) =>
      query.pupils === "all" ||
      follows({ pupilId: "", audienceIds: [...classIds, ...lesson.audiences.map(({ id }) => id)] }),
  );
  const count = (state: DayRegister["state"]) => own.filter((one) => one.state === state).length;
  const counts = {
    toDo: count("to-do"),
    inProgress: count("in-progress"),
    done: count("done"),
    forgotten: count("forgotten"),
  };
  const items = own
    .filter(({ state }) => query.state === undefined || state === query.state)
    .map((one) => shown(schoolId, one));
  return { status: 200, body: { schoolId, day, closed: closed ?? null, ...counts, items } };
};
