import { addDays, addMinutes, lessonIdOf, type Slot } from "@preau/calendar";
import type { Payload } from "@preau/contract";
import { audienceIdOf, digest, personIdOf } from "@preau/contract/derive-id";
import { lessonsPublishedV1 } from "../../../../events/lessons-published.v1.ts";
import { registerSubmittedV1 } from "../../../../events/register-submitted.v1.ts";
import { rosterChangedV1 } from "../../../../events/roster-changed.v1.ts";
import { aClass, aSlot, COLLEGE } from "../../../../test/support/a-class.ts";

/** The last Monday of a school year: the roll of every Monday before it may be called, each one fresh. */
export const TODAY = "2027-06-28";
export const NOW = `${TODAY}T15:00:00.000Z`;
const FIRST_MONDAY = "2026-09-07";
const MONDAYS = 43;

export const schoolId = COLLEGE;
export const schoolYear = 2026;
export const PUPILS = 35;
export const teacherId = personIdOf("TEST", "teacher");
export const motherId = personIdOf("TEST", "mother-of-two");

const rosterOf = (roster: object) => rosterChangedV1.schema.parse(roster);

/** Ten classes of 35. The first pupil of the first two are brother and sister. */
const classes = [..."ABCDEFGHIJ"].map((letter, index) => {
  const roster = aClass(`6${letter}`, PUPILS);
  const [first, ...others] = roster.pupils;
  const pupils = index < 2 && first ? [{ ...first, guardianIds: [motherId] }, ...others] : roster.pupils;
  return rosterOf({ ...roster, pupils });
});
const [sixthA, sixthB] = classes;
if (!sixthA || !sixthB) throw new Error("the school has no class");

/** Twelve pupils of the first two classes meet for Latin, brother and sister among them. */
const latin = rosterOf({
  ...sixthA,
  audience: { id: audienceIdOf(COLLEGE, "6GLAT"), code: "6GLAT", label: "Latin", kind: "group" },
  classes: [...sixthA.classes, ...sixthB.classes],
  pupils: [...sixthA.pupils.slice(0, 6), ...sixthB.pupils.slice(0, 6)],
});
export const firstClass = sixthA;
export const rosters = [...classes, latin];
export const children = [sixthA, sixthB].flatMap(({ pupils }) => pupils.slice(0, 1));

const STARTS = ["08:00", "09:00", "10:10", "11:10", "13:30", "14:30", "15:40", "16:40"];

/** Eight lessons a Monday for a class; the group has two. */
export const slotsOf = ({ audience }: Payload<typeof rosterChangedV1>): readonly Slot[] =>
  (audience.kind === "class" ? STARTS : ["12:10", "17:40"]).map((start, index) =>
    aSlot(audience, teacherId, {
      start,
      key: `00000${index}`,
      room: { id: `roo_${digest(13, start)}` as never, label: "B12" },
    }),
  );

/** What the timetable says of a class or a group on Mondays. */
export const mondayOf = (roster: Payload<typeof rosterChangedV1>) =>
  lessonsPublishedV1.schema.parse({
    schoolId,
    schoolYear,
    view: { kind: "audience", id: roster.audience.id },
    classes: roster.classes.map(({ id }) => id),
    days: [{ weekday: 1, version: 1, slots: slotsOf(roster) }],
  });

const lessonAt = (roster: Payload<typeof rosterChangedV1>, slot: Slot, day: string) => ({
  roster,
  slot,
  day,
  lessonId: lessonIdOf(slot, day),
  end: addMinutes(slot.start, slot.minutes),
});
export type SchoolLesson = ReturnType<typeof lessonAt>;

/** Every lesson of the classes on every Monday before today, and those of today: each may be called once. */
export const pastLessons: readonly SchoolLesson[] = Array.from({ length: MONDAYS }, (_, week) =>
  addDays(FIRST_MONDAY, 7 * week),
)
  .filter((day) => day < TODAY)
  .flatMap((day) => classes.flatMap((one) => slotsOf(one).map((slot) => lessonAt(one, slot, day))));
export const todaysLessons: readonly SchoolLesson[] = rosters.flatMap((one) =>
  slotsOf(one).map((slot) => lessonAt(one, slot, TODAY)),
);

const registerOf = ({ roster, slot, day, end, lessonId }: SchoolLesson) =>
  registerSubmittedV1.schema.parse({
    schoolId,
    schoolYear,
    lessonId,
    version: 1,
    day,
    start: slot.start,
    end,
    subject: slot.subject.label,
    audienceCodes: [roster.audience.code],
    classes: roster.classes,
    teacherIds: [teacherId],
    submittedAt: `${day}T08:05:00.000Z`,
    calledCount: roster.pupils.length,
    marks: roster.pupils.slice(0, 1).map((pupil) => ({ ...pupil, status: "absent" })),
  });

/** This morning's first roll call of 6A, with one pupil absent: the next sheet shows it. */
export const earlierToday = todaysLessons.slice(0, 1).map(registerOf);

/** Twenty absences of the two children, before the summer. */
export const absences = pastLessons
  .filter(({ roster, slot }) => (roster === sixthA || roster === sixthB) && slot.start === "08:00")
  .slice(-20)
  .map(registerOf);
