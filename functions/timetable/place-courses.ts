import { EVERY_WEEK, fortnight, type Slot, type WeekMask } from "@preau/calendar";
import type { SchoolId } from "@preau/contract";
import { audienceIdOf, digest, roomIdOf } from "@preau/contract/derive-id";
import type { TimetableIssue } from "./contract.ts";
import { nameOf, type Teacher, type teacherMatcher } from "./match-teachers.ts";
import type { Course } from "./read-courses.ts";

/** A course that has its place in the week of the school. */
export interface Placed {
  readonly course: Course;
  readonly slot: Slot;
}

/** What the directory knows, as far as the file needs it. */
export interface Known {
  readonly schoolId: SchoolId;
  readonly audienceIds: ReadonlySet<string>;
  readonly match: ReturnType<typeof teacherMatcher>;
}

/** Which weeks. That the first fortnight begins with the week of 1 September is our reading: no file says it. */
const weeksOf: Readonly<Record<Course["frequency"], WeekMask>> = {
  H: EVERY_WEEK,
  Q1: fortnight(0),
  QA: fortnight(0),
  Q2: fortnight(1),
  QB: fortnight(1),
};

const issueOf = ({ line, number }: Course, code: TimetableIssue["code"], cause: string): TimetableIssue => ({
  line,
  code,
  message: `Cours ${number} : ${cause}`,
});

const audiencesOf = (course: Course, { schoolId, audienceIds }: Known) => {
  const all = [...new Set(course.audiences)].sort().map((code) => ({ id: audienceIdOf(schoolId, code), code }));
  const known = all.filter(({ id }) => audienceIds.has(id));
  const outcome = known.length === 0 ? "Le cours n’est pas importé." : "Le cours est importé pour les autres.";
  const issues = all
    .filter((audience) => !known.includes(audience))
    .map(({ code }) =>
      issueOf(
        course,
        "unknown-audience",
        `la classe ou le groupe « ${code} » n’existe pas dans l’annuaire. ${outcome} Corrigez le code ou mettez l’annuaire à jour.`,
      ),
    );
  return { known, issues };
};

const teachersOf = (course: Course, { match }: Known) => {
  const found: Teacher[] = [];
  const issues: TimetableIssue[] = [];
  for (const name of course.teachers) {
    const teacher = match(name);
    if (teacher === "unknown")
      issues.push(
        issueOf(
          course,
          "unknown-teacher",
          `${nameOf(name)} n’enseigne pas dans l’établissement selon l’annuaire. Le cours est importé sans cette personne.`,
        ),
      );
    else if (teacher === "ambiguous")
      issues.push(
        issueOf(
          course,
          "ambiguous-teacher",
          `plusieurs enseignants s’appellent ${nameOf(name)}. Le cours est importé sans choisir entre eux.`,
        ),
      );
    else found.push(teacher);
  }
  return { found, issues };
};

/** The order in which twin courses are told apart: it must not depend on that of the file. */
const identity = ({ weekday, start, minutes, frequency, subjectCode, audiences, teachers, room, number }: Course) =>
  JSON.stringify([weekday, start, subjectCode, audiences, frequency, minutes, teachers, room ?? "", number]);

/**
 * Gives each course its audiences, teachers, room and weeks, and the key that names its lessons. The key comes from day, hour, subject
 * and audiences: a lesson keeps its name when its teacher or its room changes. Twins (two half-classes at once) are numbered.
 */
export const placeCourses = (
  courses: readonly Course[],
  known: Known,
): { readonly placed: readonly Placed[]; readonly issues: readonly TimetableIssue[] } => {
  const issues: TimetableIssue[] = [];
  const placed: Placed[] = [];
  const taken = new Set<string>();
  for (const course of courses.toSorted((a, b) => (identity(a) < identity(b) ? -1 : 1))) {
    const audiences = audiencesOf(course, known);
    issues.push(...audiences.issues);
    const [main] = audiences.known;
    if (main === undefined) continue;
    const teachers = teachersOf(course, known);
    issues.push(...teachers.issues);
    const { weekday, start, minutes, frequency, subjectCode, subjectLabel, room } = course;
    const codes = audiences.known.map(({ code }) => code).join();
    const keyOf = (twin: number) => digest(6, String(weekday), start, subjectCode, codes, String(twin));
    let twin = 0;
    while (taken.has(main.id + keyOf(twin))) twin += 1;
    taken.add(main.id + keyOf(twin));
    const slot: Slot = {
      key: keyOf(twin),
      weekday,
      start,
      minutes,
      weeks: weeksOf[frequency],
      subject: { code: subjectCode, label: subjectLabel },
      teachers: teachers.found.map((teacher) => ({ id: teacher.personId, name: nameOf(teacher) })),
      audiences: audiences.known,
      ...(room !== undefined && { room: { id: roomIdOf(known.schoolId, room), label: room } }),
    };
    placed.push({ course, slot });
  }
  return { placed, issues };
};
