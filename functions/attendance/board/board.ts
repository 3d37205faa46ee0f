import { byStart, readLessonId } from "@preau/calendar";
import type { LessonId } from "@preau/contract";
import type * as z from "zod";
import type { Board } from "../board-contract.ts";
import type { ListedPupil } from "../sectors/followed-by.ts";
import type { RollOutcome } from "../standing-rolls/standing-roll.ts";
import type { BoardNews, PupilOnBoard } from "./board-part.ts";

type Shown = z.input<typeof Board>["pupils"][number];

const lessonOf = ({ minutes, state, ...lesson }: PupilOnBoard["lessons"][number]): Shown["lessons"][number] => {
  const { lessonId, start, end, subject, decided, justified, announced, reason } = lesson;
  return {
    lessonId,
    start,
    end,
    subject,
    status: state,
    ...(state === "late" && minutes !== undefined && { minutesLate: minutes }),
    ...(state === "left" && minutes !== undefined && { minutesMissed: minutes }),
    decided,
    justified,
    announced,
    ...(reason !== undefined && { reason }),
  };
};

const listed = ({ pupilId, classId, lessons }: PupilOnBoard): ListedPupil => ({
  pupilId,
  audienceIds: [...new Set([classId, ...lessons.map(({ lessonId }) => readLessonId(lessonId as LessonId).audienceId)])],
});

const isInConflict = ({ lessons }: Shown): boolean => lessons.some(({ status }) => status === "conflict");

const collator = new Intl.Collator("fr", { numeric: true });

/** Contradictions first, since a family waits for each; then by class and name. */
const byUrgency = (a: Shown, b: Shown): number =>
  Number(isInConflict(b)) - Number(isInConflict(a)) ||
  collator.compare(a.className, b.className) ||
  collator.compare(a.familyName, b.familyName) ||
  collator.compare(a.givenName, b.givenName);

/** Who did not answer a call outside lessons, of those the reader follows. */
const shownRoll = (
  schoolId: string,
  { rollId, kind, label, start, end, calledAt, missing }: RollOutcome,
  follows: (pupil: ListedPupil) => boolean,
) => ({
  rollId,
  kind,
  label,
  start,
  end,
  calledAt,
  missing: missing
    .filter(({ pupilId, classId }) => follows({ pupilId, audienceIds: [classId] }))
    .map((one) => ({ schoolId, ...one })),
});

/**
 * The board of a day: each pupil who was not simply there at some lesson, as the fold of everything said tells it: somebody missed at the
 * roll call who came to the desk is late. Only those the reader follows.
 */
export const boardOf = (
  { schoolId, day }: { readonly schoolId: string; readonly day: string },
  parts: readonly BoardNews[],
  rolls: readonly RollOutcome[],
  follows: (pupil: ListedPupil) => boolean,
): Omit<z.input<typeof Board>, "pollAfterSeconds"> => {
  const latest = new Map<string, PupilOnBoard>();
  for (const one of parts.flatMap(({ pupils }) => pupils))
    if (one.version > (latest.get(one.pupilId)?.version ?? 0)) latest.set(one.pupilId, one);
  const pupils = [...latest.values()]
    .filter((one) => one.lessons.length > 0 && follows(listed(one)))
    .map(
      (one): Shown => ({
        schoolId,
        pupilId: one.pupilId,
        familyName: one.familyName,
        givenName: one.givenName,
        classId: one.classId,
        className: one.className,
        lessons: one.lessons.map(lessonOf).sort(byStart),
      }),
    );
  const having = (wanted: Shown["lessons"][number]["status"]) =>
    pupils.filter(({ lessons }) => lessons.some(({ status }) => status === wanted)).length;
  return {
    schoolId,
    day,
    registersDone: new Set(parts.flatMap(({ called }) => called.map(({ lessonId }) => lessonId))).size,
    absent: having("absent"),
    late: having("late"),
    left: having("left"),
    elsewhere: having("elsewhere"),
    conflicts: having("conflict"),
    pupils: pupils.sort(byUrgency),
    rolls: [...rolls].sort((a, b) => (a.start < b.start ? -1 : 1)).map((roll) => shownRoll(schoolId, roll, follows)),
  };
};
