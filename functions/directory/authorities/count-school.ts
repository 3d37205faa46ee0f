import { STAFF_ROLES } from "@preau/contract/role";
import type { SchoolFigures } from "../authorities-contract.ts";
import { isPupil, type Present, type SchoolSnapshot, staffRoles } from "../exports/school-snapshot.ts";
import { classOf } from "../person.ts";

/**
 * Under this, a number tells of one family: whether a child boards or lunches at school says something of the home. The size of a class
 * does not, and a commune needs it exact.
 */
const LEAST_TOLD = 5;

interface Named {
  readonly code: string;
  readonly label: string;
}

const countBy = (pupils: readonly Present[], of: (pupil: Present) => Named | undefined) => {
  const groups = Map.groupBy(
    pupils.flatMap((pupil) => of(pupil) ?? []),
    ({ code }) => code,
  );
  return [...groups]
    .map(([code, all]) => ({ code, label: all[0]?.label ?? code, pupils: all.length }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
};

/** How many people are in a school: numbers that name nobody. */
export const countSchool = ({ schoolId, school, present }: SchoolSnapshot, day: string): SchoolFigures => {
  const pupils = present.filter(isPupil);
  const levelOf = ({ person: { pupil } }: Present): Named | undefined =>
    pupil?.mef === undefined
      ? pupil?.level === undefined
        ? undefined
        : { code: pupil.level, label: pupil.level }
      : { code: pupil.mef.code, label: pupil.mef.label ?? pupil.mef.code };
  const regimeOf = ({ person: { pupil } }: Present): Named | undefined =>
    pupil?.regime === undefined ? undefined : { code: pupil.regime, label: pupil.regime };
  return {
    schoolId,
    name: school.name,
    day,
    pupils: pupils.length,
    classes: countBy(pupils, ({ person }) => classOf(person)),
    levels: countBy(pupils, levelOf),
    regimes: countBy(pupils, regimeOf).map(({ label, pupils: count }) => ({
      label,
      ...(count >= LEAST_TOLD && { pupils: count }),
    })),
    staff: STAFF_ROLES.map((role) => ({
      role,
      people: present.filter((one) => staffRoles(one).includes(role)).length,
    })).filter(({ people }) => people > 0),
  };
};
