import { lessonIdOf } from "@preau/calendar";
import type { SchoolId } from "@preau/contract";
import { personIdOf } from "@preau/contract/derive-id";
import type { Principal } from "@preau/policy";
import { aClass, aSlot, MONDAY } from "../../../../test/support/a-class.ts";
import { aPerson } from "../../../../test/support/people.ts";

export const day = MONDAY;
export const schoolYear = 2026;
/** After the lessons of that Monday: everything that is said of it may have been seen. */
export const EVENING = `${MONDAY}T15:30:00Z`;
const PUPILS = 3;
const STARTS = ["08:00", "09:00", "10:10", "11:10", "13:30", "14:30"];

export type Who = "teacher" | "coTeacher" | "cpe" | "desk" | "family";

/** Where a history takes place, and who its five people are: two scenes may share both. */
export interface Cast {
  readonly schoolId: string;
  /** Tells its people from others. */
  readonly name: string;
}

const castOf = (index: number): Cast => ({ schoolId: `${1_000_000 + index}A`, name: `H${index}` });

/** The person who plays one of the five. */
export const playerOf = ({ name }: Cast, who: string) => personIdOf("TEST", `${name}-${who}`);

/** A class of its own for each history: three pupils, a day of six lessons, and the five people who speak of it; a school too, unless given. */
export const sceneOf = (index: number, cast = castOf(index)) => {
  const { schoolId } = cast;
  const { pupils: enrolled, ...ofClass } = aClass(`H${index}`, PUPILS);
  const family = playerOf(cast, "family");
  const pupils = enrolled.map((one, place) =>
    place === 0 ? { ...one, guardianIds: [family, ...one.guardianIds.slice(1)] } : one,
  );
  const roster = { ...ofClass, schoolId: schoolId as SchoolId };
  const staff = (role: string) => playerOf(cast, role);
  const teachers = ["teacher", "coTeacher"].map((role) => ({ id: staff(role), name: role }));
  const slots = STARTS.map((start, lesson) => ({
    ...aSlot(roster.audience, staff("teacher"), { start, key: `00000${lesson}` }),
    teachers,
  }));
  const [called] = slots;
  if (called === undefined) throw new Error("the day has no lesson");
  const [first] = pupils;
  const people: Readonly<Record<Who, Principal>> = {
    teacher: aPerson("teacher", schoolId, staff("teacher")),
    coTeacher: aPerson("teacher", schoolId, staff("coTeacher")),
    cpe: aPerson("cpe", schoolId, staff("cpe")),
    desk: aPerson("supervisor", schoolId, staff("desk")),
    family: aPerson("guardian", schoolId, family, first === undefined ? [] : [first.pupilId]),
  };
  return {
    index,
    schoolId,
    roster: { ...roster, pupils },
    slots,
    /** The lesson whose roll they call, and whose history is checked. */
    lessonId: lessonIdOf(called, day),
    classId: roster.audience.id,
    pupilIds: pupils.map(({ pupilId }) => pupilId as string),
    people,
  };
};

export type Scene = ReturnType<typeof sceneOf>;
