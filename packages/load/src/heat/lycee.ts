import { lessonIdOf, type Slot } from "@preau/calendar";
import { audienceIdOf, personIdOf } from "@preau/contract/derive-id";
import { aClass, aSlot, COLLEGE } from "../../../../test/support/a-class.ts";
import { aPerson } from "../../../../test/support/people.ts";
import type { Cell } from "./open-cell.ts";

export const schoolId = COLLEGE;
const schoolYear = 2026;
const CLASSES = 75;
const PUPILS = 27;
const STARTS = ["08:00", "09:00", "10:10", "11:10", "13:30", "14:30", "15:40"];
/** Pupils marked at the bell, of each class. */
export const MARKED = 2;

const teacherOf = (index: number) => personIdOf("TEST", `teacher-${index}`);

/** Seventy-five classes of twenty-seven: 2,025 pupils, each with two guardians. */
const classes = Array.from({ length: CLASSES }, (_, index) => aClass(`L${String(index).padStart(2, "0")}`, PUPILS));

/** A second language: half of each of two classes. */
const groups = Array.from({ length: Math.floor(CLASSES / 2) }, (_, index) => {
  const [one, other] = [classes[2 * index], classes[2 * index + 1]];
  if (one === undefined || other === undefined) throw new Error("a group has two classes");
  const code = `G${index}`;
  return {
    ...one,
    audience: { id: audienceIdOf(schoolId, code), code, label: "Espagnol", kind: "group" as const },
    classes: [...one.classes, ...other.classes],
    pupils: [...one.pupils.slice(0, PUPILS / 2), ...other.pupils.slice(0, PUPILS / 2)],
  };
});

type Roster = (typeof classes)[number] | (typeof groups)[number];

const slotsOf = (roster: Roster, index: number): readonly Slot[] =>
  (roster.audience.kind === "class" ? STARTS : ["16:40"]).map((start, key) =>
    aSlot(roster.audience, teacherOf(index), { start, key: `00000${key}` }),
  );

/** A class at its first lesson: who calls its roll, who is missing, who is told. */
export const firstLessons = classes.map((roster, index) => {
  const [first] = slotsOf(roster, index);
  if (first === undefined) throw new Error("a class has a first lesson");
  return {
    teacher: aPerson("teacher", schoolId, teacherOf(index)),
    lessonIdOn: (day: string): string => lessonIdOf(first, day),
    missing: roster.pupils.slice(0, MARKED).map(({ pupilId }) => pupilId as string),
    families: roster.pupils.map(({ pupilId, guardianIds: [guardianId = ""] }) =>
      aPerson("guardian", schoolId, guardianId, [pupilId]),
    ),
    guardians: roster.pupils.slice(0, MARKED).flatMap(({ guardianIds }) => guardianIds),
  };
});

/** Tells the cell all that the directory and the timetable tell it of this school. */
export const fillCell = async ({ tell }: Cell): Promise<void> => {
  for (const [index, roster] of [...classes, ...groups].entries()) {
    await tell("roster-changed.v1", roster);
    await tell("lessons-published.v1", {
      schoolId,
      schoolYear,
      view: { kind: "audience", id: roster.audience.id },
      classes: roster.classes.map(({ id }) => id),
      days: [{ weekday: 1, version: 1, slots: slotsOf(roster, index) }],
    });
  }
  for (const [index, { guardians }] of firstLessons.entries())
    await tell("contacts-changed.v1", {
      schoolId,
      schoolYear,
      records: guardians.map((personId, place) => ({
        personId,
        version: 1,
        familyName: "MARLOW",
        givenName: "Ada",
        schoolName: "Lycée d’essai",
        mail: `famille-${index}-${place}@example.org`,
        phones: [],
      })),
      ownWords: [],
    });
};
