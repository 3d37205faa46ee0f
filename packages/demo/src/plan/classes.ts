import type { Choice, LevelPlan } from "./level.ts";
import type { SchoolPlan } from "./school-plans.ts";
import { type DemoSubject, demoSubject } from "./subjects.ts";

/** Something taught to one class or group. */
export interface Teaching {
  readonly audience: string;
  readonly subject: DemoSubject;
}

/** Teachings that happen together because they share the pupils of some classes; a lone class is the usual case. */
export interface Block {
  readonly plan: SchoolPlan;
  readonly classes: readonly string[];
  readonly teachings: readonly Teaching[];
  /** One weekly lesson each, in slots. */
  readonly lengths: readonly number[];
  readonly frequency: "H" | "Q1" | "Q2";
}

/** Classes of a level mixed for one choice, and the groups they make. */
export interface Wing {
  readonly level: LevelPlan;
  readonly choice: Choice;
  readonly classes: readonly string[];
  readonly groups: readonly Teaching[];
}

/** The codes of the classes of a level: `6A`, `6B`… */
export function classCodes(plan: SchoolPlan, level: LevelPlan): readonly string[] {
  return Array.from({ length: plan.classesByLevel }, (_, index) => level.name + letter(index));
}

/** The mixed groups of a school. Their codes tell level, choice and, when the level has several wings, the wing: `3GEPS1B`. */
export function wingsOf(plan: SchoolPlan): readonly Wing[] {
  return plan.levels.flatMap((level) =>
    level.choices.flatMap((choice) => {
      const codes = classCodes(plan, level);
      const count = Math.ceil(codes.length / choice.classes);
      return Array.from({ length: count }, (_, index) => {
        const classes = codes.slice(index * choice.classes, (index + 1) * choice.classes);
        const wing = count === 1 ? "" : letter(index);
        const groups = choice.groups.map(([suffix, short]) => ({
          audience: `${level.name}G${suffix}${wing}`,
          subject: demoSubject(short),
        }));
        return { level, choice, classes, groups };
      });
    }),
  );
}

/** Everything to place in the weekly timetable of a school. */
export function blocksOf(plan: SchoolPlan): readonly Block[] {
  const wings = wingsOf(plan).map(
    ({ classes, groups, choice }): Block => ({
      plan,
      classes,
      teachings: groups,
      lengths: choice.lengths,
      frequency: "H",
    }),
  );
  const whole = plan.levels.flatMap((level) =>
    Object.entries(level.lessons).flatMap(([short, lengths]) =>
      classCodes(plan, level).map(
        (code): Block => ({
          plan,
          classes: [code],
          teachings: [{ audience: code, subject: demoSubject(short) }],
          lengths,
          frequency: "H",
        }),
      ),
    ),
  );
  return [...wings, ...whole];
}

function letter(index: number): string {
  return String.fromCharCode("A".charCodeAt(0) + index);
}
