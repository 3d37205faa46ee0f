import type { SchoolPlan } from "../plan/school-plans.ts";

/** One place of the weekly grid. */
export interface GridSlot {
  /** 1 is Monday. */
  readonly weekday: number;
  readonly start: string;
  /** The next place follows in the same half-day, so a lesson of two slots can begin here. */
  readonly continues: boolean;
}

/** The week of a school: five mornings, four afternoons (none on Wednesday). The first slot is Monday 08:00. */
export function weekGrid({ morning, afternoon }: SchoolPlan): readonly GridSlot[] {
  return [1, 2, 3, 4, 5].flatMap((weekday) => {
    const halfDays = weekday === 3 ? [morning] : [morning, afternoon];
    return halfDays.flatMap((starts) =>
      starts.map((start, index) => ({ weekday, start, continues: index + 1 < starts.length })),
    );
  });
}

const lessonMinutes = 55;

/** The length of a lesson: 55 minutes, or two slots with the pause between them. */
export function minutesOf(first: GridSlot, last: GridSlot): number {
  return clock(last.start) - clock(first.start) + lessonMinutes;
}

function clock(time: string): number {
  const [hours, minutes] = time.split(":").map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}
