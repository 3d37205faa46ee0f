import { classCodes, type Teaching, wingsOf } from "../plan/classes.ts";
import type { LevelPlan } from "../plan/level.ts";
import type { SchoolPlan } from "../plan/school-plans.ts";
import { type DemoSubject, demoSubject } from "../plan/subjects.ts";
import type { Random } from "./random.ts";

/** A pupil's place in a class and its groups, before the pupil is invented. */
export interface Seat {
  readonly plan: SchoolPlan;
  readonly level: LevelPlan;
  readonly classCode: string;
  readonly groups: string[];
  readonly options: DemoSubject[];
}

/** Makes as many seats as the school has pupils, spread evenly, each with the groups of its choices. */
export function makeSeats(random: Random, plan: SchoolPlan): readonly Seat[] {
  const classes = plan.levels.flatMap((level) => classCodes(plan, level).map((code) => ({ level, code })));
  const seats = classes.flatMap(({ level, code }, index) => {
    const size =
      Math.floor(((index + 1) * plan.pupils) / classes.length) - Math.floor((index * plan.pupils) / classes.length);
    return Array.from(
      { length: size },
      (): Seat => ({ plan, level, classCode: code, groups: [], options: [demoSubject("AGL1")] }),
    );
  });
  for (const { choice, classes: mixed, groups } of wingsOf(plan)) {
    const all = random.shuffle(seats.filter((seat) => mixed.includes(seat.classCode)));
    for (const [index, seat] of all.slice(0, Math.round(all.length * choice.share)).entries())
      join(seat, groups[index % groups.length]);
  }
  return seats;
}

function join(seat: Seat, group: Teaching | undefined): void {
  if (group === undefined) return;
  seat.groups.push(group.audience);
  if (group.subject.short !== "EPS") seat.options.push(group.subject);
}
