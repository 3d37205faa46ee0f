import { instantOf, isException, type Lesson, type LessonChange, lessonsOn, type Slot } from "@preau/calendar";
import type { BoardNews } from "../board/board-part.ts";

/** A weekly slot, and the classes whose pupils attend. */
export interface PlannedSlot {
  readonly slot: Slot;
  readonly classIds: readonly string[];
}

/** Somebody of school life asked for a roll that had not come. */
export interface Reminder {
  readonly at: string;
  readonly byRole: string;
}

/** What happened to a lesson of a day besides its call. */
/** An exception of the timetable; a lesson back as planned keeps its item, so that its version goes on. */
export type KeptChange = Omit<LessonChange, "status"> & { readonly status: LessonChange["status"] | "planned" };

export interface LessonMark {
  readonly lessonId: string;
  readonly change?: KeptChange;
  readonly draftAt?: string;
  readonly reminders?: readonly Reminder[];
}

/**
 * Where a register stands. `in-progress`: somebody began to fill the sheet in and has not sent it; `forgotten`: the lesson began longer ago
 * than the school allows and nothing was sent, begun or not.
 */
export type RegisterState = "to-do" | "in-progress" | "done" | "forgotten";

export interface DayRegister {
  readonly lesson: Lesson;
  readonly classIds: readonly string[];
  readonly state: RegisterState;
  readonly submittedAt: string | undefined;
  readonly draftAt: string | undefined;
  readonly reminders: readonly Reminder[];
}

interface SchoolDay {
  readonly slots: readonly PlannedSlot[];
  readonly marks: readonly LessonMark[];
  readonly board: readonly Pick<BoardNews, "called">[];
}

const stateOf = (
  { day, start }: Lesson,
  submittedAt: string | undefined,
  draftAt: string | undefined,
  forgottenAfterMinutes: number,
  now: Date,
): RegisterState => {
  if (submittedAt !== undefined) return "done";
  const due = instantOf(day, start).getTime() + forgottenAfterMinutes * 60_000;
  if (now.getTime() > due) return "forgotten";
  return draftAt === undefined ? "to-do" : "in-progress";
};

const collator = new Intl.Collator("fr", { numeric: true });

const byHourAndClass = (a: DayRegister, b: DayRegister): number =>
  collator.compare(a.lesson.start, b.lesson.start) ||
  collator.compare(a.lesson.audiences[0]?.code ?? "", b.lesson.audiences[0]?.code ?? "");

/** The registers of a day, by the clock and by class; cancelled lessons have none. A pure function of what is kept of the day, and of the hour. */
export const registersOf = (
  day: string,
  { slots, marks, board }: SchoolDay,
  forgottenAfterMinutes: number,
  now: Date,
): readonly DayRegister[] => {
  const called = new Map(board.flatMap((part) => part.called.map((one) => [one.lessonId, one.submittedAt] as const)));
  const markOf = <Name extends keyof LessonMark>(lessonId: string, name: Name) =>
    marks.find((one) => one.lessonId === lessonId && one[name] !== undefined)?.[name];
  const changes = marks.flatMap(({ change }) => (change !== undefined && isException(change) ? [change] : []));
  const classesOf = new Map(slots.map(({ slot, classIds }) => [`${slot.audiences[0]?.id}${slot.key}`, classIds]));
  return lessonsOn(
    day,
    slots.map(({ slot }) => slot),
    changes,
  )
    .filter(({ status }) => status !== "cancelled")
    .map((lesson) => {
      const { lessonId } = lesson;
      const submittedAt = called.get(lessonId);
      const draftAt = markOf(lessonId, "draftAt");
      return {
        lesson,
        classIds: classesOf.get(`aud_${lessonId.slice(4, 17)}${lessonId.slice(17, 23)}`) ?? [],
        state: stateOf(lesson, submittedAt, draftAt, forgottenAfterMinutes, now),
        submittedAt,
        draftAt,
        reminders: markOf(lessonId, "reminders") ?? [],
      };
    })
    .sort(byHourAndClass);
};
