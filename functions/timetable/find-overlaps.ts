import { addMinutes } from "@preau/calendar";
import type { TimetableIssue } from "./contract.ts";
import type { Placed } from "./place-courses.ts";

const WHOLE_CLASS = "CG";

const meets = (a: Placed, b: Placed): boolean =>
  a.slot.start < addMinutes(b.slot.start, b.slot.minutes) &&
  b.slot.start < addMinutes(a.slot.start, a.slot.minutes) &&
  (BigInt(`0x${a.slot.weeks}`) & BigInt(`0x${b.slot.weeks}`)) !== 0n;

/** The same lesson written once for each of its classes is no overlap for the one who gives it. */
const sameLesson = ({ slot: a }: Placed, { slot: b }: Placed): boolean =>
  a.start === b.start && a.minutes === b.minutes && a.subject.code === b.subject.code;

const wholeClass = ({ course }: Placed): boolean => (course.modality ?? WHOLE_CLASS) === WHOLE_CLASS;

interface Busy {
  readonly who: string;
  readonly key: string;
  readonly placed: Placed;
}

const busyOf = (placed: Placed): readonly Busy[] => [
  ...placed.slot.teachers.map(({ id, name }) => ({ who: name, key: `${id}${placed.slot.weekday}`, placed })),
  ...(wholeClass(placed) ? placed.slot.audiences : []).map(({ id, code }) => ({
    who: `la classe ou le groupe ${code}`,
    key: `${id}${placed.slot.weekday}`,
    placed,
  })),
];

/**
 * Courses that would need somebody to be in two places: a teacher, or a whole class. Half-classes meet at the same time and
 * a gymnasium takes several classes: neither is told. Both courses are imported; the school decides.
 */
export const findOverlaps = (placed: readonly Placed[]): readonly TimetableIssue[] => {
  const issues: TimetableIssue[] = [];
  for (const busy of Map.groupBy(placed.flatMap(busyOf), (one) => one.key).values()) {
    const byStart = busy.toSorted((a, b) => a.placed.course.line - b.placed.course.line);
    for (const [index, later] of byStart.entries()) {
      const teacher = later.key.startsWith("per_");
      const earlier = byStart
        .slice(0, index)
        .find((one) => meets(one.placed, later.placed) && !(teacher && sameLesson(one.placed, later.placed)));
      if (earlier === undefined) continue;
      const { line, number } = later.placed.course;
      issues.push({
        line,
        code: "overlapping-courses",
        message: `Cours ${number} : ${later.who} a déjà le cours ${earlier.placed.course.number} (ligne ${earlier.placed.course.line}) au même moment. Les deux sont importés : corrigez celui qui est faux.`,
      });
    }
  }
  return issues;
};
