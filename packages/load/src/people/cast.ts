import type { World } from "@preau/demo";
import { withoutNamesakes } from "@preau/demo/people";
import { guardiansOfLevel } from "@preau/demo/scene";
import { loginOf } from "@preau/demo/world/people-names";
import { randomFrom } from "@preau/demo/world/random";

/** What somebody does at school, as far as their day differs. */
export const PARTS = ["pupil", "guardian", "teacher", "cpe", "supervisor", "office", "head"] as const;
export type Part = (typeof PARTS)[number];

export interface CastMember {
  readonly login: string;
  readonly part: Part;
  readonly schoolId: string;
}

const FUNCTIONS: Readonly<Record<string, Part>> = {
  ENS: "teacher",
  EDU: "cpe",
  AED: "supervisor",
  DIR: "head",
  ADM: "office",
  ADF: "office",
};

/** Of families, how many of the accounts in use are the children's own. */
const PUPILS = 0.45;

/**
 * Who of the invented schools takes part in a load test: everybody who works there, then pupils and legal guardians drawn from all
 * families, so that some have several children and some one in each school. Always the same for the same world, seed and number.
 */
export const castOf = (everybody: World, people: number, seed = 1): readonly CastMember[] => {
  const world = withoutNamesakes(everybody);
  const random = randomFrom(seed);
  const uaiOf = new Map(world.plans.map(({ jointure, uai }) => [jointure, uai]));
  const staff = world.staff.flatMap((person): CastMember[] => {
    const { structure = "", code = "" } = person.functions[0] ?? {};
    const part = FUNCTIONS[code];
    const schoolId = uaiOf.get(structure);
    return part === undefined || schoolId === undefined ? [] : [{ login: loginOf(person), part, schoolId }];
  });
  const families = Math.max(0, people - staff.length);
  const schoolOf = new Map(
    world.pupils.flatMap((pupil) =>
      guardiansOfLevel(pupil, 1).map((guardian) => [guardian, uaiOf.get(pupil.structure ?? "") ?? ""]),
    ),
  );
  const pupils = world.pupils.map((person): CastMember => {
    return { login: loginOf(person), part: "pupil", schoolId: uaiOf.get(person.structure ?? "") ?? "" };
  });
  const guardians = world.guardians.flatMap((person): CastMember[] => {
    const schoolId = schoolOf.get(person.jointure);
    return schoolId === undefined ? [] : [{ login: loginOf(person), part: "guardian", schoolId }];
  });
  const children = Math.round(families * PUPILS);
  return [
    ...staff,
    ...random.shuffle(pupils).slice(0, children),
    ...random.shuffle(guardians).slice(0, families - children),
  ];
};
