import type { AudienceId, ClockTime, Day, LessonId, PersonId, RoomId } from "@preau/contract";
import { byStart } from "./by-start.ts";
import { addMinutes } from "./school-time.ts";
import { schoolWeekOf, weekdayOf } from "./school-year.ts";
import { inWeek, type WeekMask } from "./week-mask.ts";

/** A weekly slot: what a timetable repeats. */
export interface Slot {
  /** Six characters, unique among the slots of the main audience. */
  readonly key: string;
  readonly weekday: number;
  readonly start: ClockTime;
  readonly minutes: number;
  readonly weeks: WeekMask;
  readonly subject: { readonly code: string; readonly label: string };
  readonly teachers: readonly { readonly id: PersonId; readonly name: string }[];
  /** The first one is the main audience: it names the lesson. */
  readonly audiences: readonly { readonly id: AudienceId; readonly code: string }[];
  readonly room?: { readonly id: RoomId; readonly label: string };
}

/** A dated exception: the lesson does not take place, takes place elsewhere, or is given by somebody else. */
export interface LessonChange {
  readonly lessonId: LessonId;
  /** `planned`: as every week, but for who gives it. */
  readonly status: "planned" | "cancelled" | "moved";
  /** What families read: « Professeur absent ». */
  readonly label?: string;
  readonly room?: Slot["room"];
  /** Who gives it that day, in the place of those of every week. */
  readonly teachers?: Slot["teachers"];
  readonly version: number;
}

/** Whether a change says something else than every week: one that was taken back keeps its place, so that its version goes on. */
export const isException = ({ status, teachers }: { readonly status: string; readonly teachers?: unknown }): boolean =>
  status !== "planned" || teachers !== undefined;

/** A slot on one day, exceptions applied. */
export interface Lesson extends Omit<Slot, "key" | "weekday" | "weeks"> {
  readonly lessonId: LessonId;
  readonly day: Day;
  readonly end: ClockTime;
  readonly status: LessonChange["status"];
  readonly label?: string;
}

/** Names a lesson from its main audience, its slot and its day; `readLessonId` reads it back. */
export const lessonIdOf = (slot: Pick<Slot, "key" | "audiences">, day: Day): LessonId =>
  `les_${slot.audiences[0]?.id.slice(4) ?? ""}${slot.key}_${day.replaceAll("-", "")}` as LessonId;

/** What a lesson's name says: where to look it up, without an index. */
export const readLessonId = (lessonId: LessonId): { audienceId: AudienceId; key: string; day: Day } => ({
  audienceId: `aud_${lessonId.slice(4, 17)}` as AudienceId,
  key: lessonId.slice(17, 23),
  day: `${lessonId.slice(24, 28)}-${lessonId.slice(28, 30)}-${lessonId.slice(30, 32)}`,
});

const lessonOf = (
  { key: _key, weekday: _weekday, weeks: _weeks, ...slot }: Slot,
  lessonId: LessonId,
  day: Day,
  change?: LessonChange,
): Lesson => ({
  ...slot,
  lessonId,
  day,
  end: addMinutes(slot.start, slot.minutes),
  status: change?.status ?? "planned",
  ...(change?.label !== undefined && { label: change.label }),
  ...(change?.room !== undefined && { room: change.room }),
  ...(change?.teachers !== undefined && { teachers: change.teachers }),
});

/** The lessons of one day, by start time: the slots whose weekday and week fit, with that day's exceptions applied. */
export const lessonsOn = (
  day: Day,
  slots: readonly Slot[],
  changes: readonly LessonChange[] = [],
): readonly Lesson[] => {
  const week = schoolWeekOf(day);
  const weekday = weekdayOf(day);
  return slots
    .filter((slot) => slot.weekday === weekday && inWeek(slot.weeks, week))
    .map((slot) => {
      const lessonId = lessonIdOf(slot, day);
      return lessonOf(
        slot,
        lessonId,
        day,
        changes.find((change) => change.lessonId === lessonId),
      );
    })
    .sort(byStart);
};
