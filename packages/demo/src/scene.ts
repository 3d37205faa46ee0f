import type { AafGuardian, AafPupil, AafStaff } from "@preau/formats";
import type { SchoolPlan } from "./plan/school-plans.ts";
import type { World } from "./population.ts";
import type { Timetables } from "./timetable.ts";

/** A class of the collège on Monday at 08:00, and the families in it that the demonstration follows. */
export interface Scene {
  readonly teacher: AafStaff;
  readonly classCode: string;
  /** Whose parents are separated. */
  readonly pupil: AafPupil;
  readonly separated: readonly [mother: AafGuardian, father: AafGuardian];
  /** Lives with the other parent and their two children, one in the class and one at the lycée. */
  readonly parentOfTwo: AafGuardian;
}

/** Finds the first class that has all this. @throws RangeError when the world, made from another seed, has none. */
export function findScene(world: World, timetables: Timetables, college: SchoolPlan, lycee: SchoolPlan): Scene {
  const pupils = new Map(world.pupils.map((pupil) => [pupil.jointure, pupil]));
  const guardians = new Map(world.guardians.map((guardian) => [guardian.jointure, guardian]));
  function legalGuardians(pupil: AafPupil): readonly AafGuardian[] {
    return guardiansOfLevel(pupil, 1).flatMap((jointure) => guardians.get(jointure) ?? []);
  }
  function hasOneAtEachSchool({ address, children }: AafGuardian): boolean {
    const family = children.flatMap((child) => pupils.get(child) ?? []);
    const together = family.every(
      (child) =>
        legalGuardians(child).length === 2 && legalGuardians(child).every((adult) => adult.address === address),
    );
    return family.length === 2 && together && family.some(isIn(lycee));
  }
  for (const { person: teacher, classCode } of teachersAtEight(world, timetables, college)) {
    const inClass = world.pupils.filter(
      (pupil) => isIn(college)(pupil) && pupil.classes.some(({ code }) => code === classCode),
    );
    const parentOfTwo = inClass.flatMap(legalGuardians).find(hasOneAtEachSchool);
    for (const pupil of inClass) {
      const [mother, father] = legalGuardians(pupil);
      if (mother === undefined || father === undefined || parentOfTwo === undefined) continue;
      if (mother.address === father.address || mother.children.length > 1) continue;
      return { teacher, classCode, pupil, separated: [mother, father], parentOfTwo };
    }
  }
  throw new RangeError("No class of this world has the families of the demonstration");
}

/** The teachers of one school only who have a whole class on Monday at 08:00. */
export function teachersAtEight(
  world: World,
  timetables: Timetables,
  plan: SchoolPlan,
): readonly { person: AafStaff; classCode: string }[] {
  const lessons = (timetables.get(plan.uai) ?? []).filter(({ weekday, start }) => weekday === 1 && start === "08:00");
  return world.staff.flatMap((person) => {
    const lesson = lessons.find(
      ({ teachers: [teacher] }) => teacher?.familyName === person.familyName && teacher.givenName === person.givenName,
    );
    const classCode = person.classes.find(
      ({ structure, code }) => structure === plan.jointure && code === lesson?.audiences[0],
    )?.code;
    return classCode !== undefined && person.functions.length === 1 ? [{ person, classCode }] : [];
  });
}

/** Whether a pupil is in a school. */
export function isIn(plan: SchoolPlan): (pupil: AafPupil) => boolean {
  return ({ structure }) => structure === plan.jointure;
}

/** The join ids of a pupil's adults of one level of responsibility. */
export function guardiansOfLevel(pupil: AafPupil, level: number): readonly string[] {
  return pupil.guardians.filter((link) => link.level === level).map(({ jointure }) => jointure);
}
