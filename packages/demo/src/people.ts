import type { AafPerson, AafStaff } from "@preau/formats";
import type { SchoolPlan } from "./plan/school-plans.ts";
import type { World } from "./population.ts";
import { findScene, guardiansOfLevel, isIn, teachersAtEight } from "./scene.ts";
import type { Timetables } from "./timetable.ts";
import { loginOf } from "./world/people-names.ts";

/** Someone to sign in as when the software is shown. */
export interface DemoPerson {
  readonly part: DemoPart;
  /** `prenom.nom`. */
  readonly login: string;
  readonly name: string;
  /** What they are, in French. */
  readonly role: string;
  /** Their school (of two, the collège), by UAI. */
  readonly schoolId: string;
  /** Their join id in the delivery. */
  readonly jointure: string;
  /** Why to sign in as them, in French. */
  readonly interest: string;
}

export type DemoPart =
  | "teacher"
  | "teacher-of-both"
  | "lycee-teacher"
  | "cpe"
  | "second-cpe"
  | "head"
  | "supervisor"
  | "pupil"
  | "parent-of-two"
  | "separated-mother"
  | "separated-father"
  | "contact";

/** The technical operator of the territory, whom no school delivers. */
export const demoOperator = { login: "operateur", role: "Opérateur technique du territoire" } as const;

/**
 * Picks the people of the demonstration: always the same for the same world. Most meet on Monday at 08:00 in one class of the
 * collège, whose teacher calls the roll; one of its pupils has separated parents, another a brother or sister at the lycée.
 * @throws RangeError when the world, made from another seed, has nobody for a part.
 */
export function demoPeople(everybody: World, timetables: Timetables): readonly DemoPerson[] {
  const world = withoutNamesakes(everybody);
  const [college, lycee] = world.plans;
  if (college === undefined || lycee === undefined) throw new RangeError("The demonstration needs two schools");
  const { teacher, classCode, pupil, separated, parentOfTwo } = findScene(world, timetables, college, lycee);
  const [cpe, secondCpe] = world.staff.filter(hasFunction(college, "EDU"));
  const lyceeTeacher = teachersAtEight(world, timetables, lycee)[0]?.person;
  const shared = world.staff.find(({ functions }) => functions.length > 1);
  const contacts = new Set(world.pupils.filter(isIn(college)).flatMap((child) => guardiansOfLevel(child, 3)));
  const contact = world.guardians.find(({ jointure }) => contacts.has(jointure));
  const child = pupil.givenName;
  const parent = "Parent séparé, représentant légal";
  return [
    play(
      "teacher",
      college,
      teacher,
      ["Enseignant", "Enseignante", "du collège"],
      `Fait l'appel de la ${classCode} le lundi à 8 h.`,
    ),
    play(
      "teacher-of-both",
      college,
      shared,
      ["Enseignant", "Enseignante", "du collège et du lycée"],
      "Un seul compte, deux établissements, deux emplois du temps.",
    ),
    play("lycee-teacher", lycee, lyceeTeacher, ["Enseignant", "Enseignante", "du lycée"], "Ne voit rien du collège."),
    play("cpe", college, cpe, ["CPE", "CPE", "du collège"], "Tient le tableau des absences."),
    play("second-cpe", college, secondCpe, ["CPE", "CPE", "du collège"], "Partage ce tableau avec l'autre CPE."),
    play(
      "head",
      college,
      world.staff.find(hasFunction(college, "DIR")),
      ["Principal", "Principale", "du collège"],
      "Importe, verrouille, exporte.",
    ),
    play(
      "supervisor",
      college,
      world.staff.find(hasFunction(college, "AED")),
      ["Assistant", "Assistante", "d'éducation du collège"],
      "Note les retards à la grille.",
    ),
    play("pupil", college, pupil, ["Élève", "Élève", `de ${classCode}`], "Ses parents sont séparés."),
    play(
      "parent-of-two",
      college,
      parentOfTwo,
      ["Parent", "Parent", "de deux enfants"],
      `Un enfant en ${classCode}, un autre au lycée : un seul compte.`,
    ),
    play("separated-mother", college, separated[0], [parent, parent, ""], `Reçoit tout ce qui concerne ${child}.`),
    play(
      "separated-father",
      college,
      separated[1],
      [parent, parent, ""],
      `Reçoit tout ce qui concerne ${child}, à une autre adresse.`,
    ),
    play(
      "contact",
      college,
      contact,
      ["Contact", "Contact", "sans responsabilité légale"],
      "Peut être appelé, mais ne voit rien de l'élève.",
    ),
  ];
}

/** The world without those who share their name with somebody: which of them gets the plain login depends on who is imported first. */
export function withoutNamesakes(world: World): World {
  const bearers = Map.groupBy([...world.staff, ...world.guardians, ...world.pupils], loginOf);
  const isOnlyOne = (person: AafPerson) => bearers.get(loginOf(person))?.length === 1;
  return {
    ...world,
    staff: world.staff.filter(isOnlyOne),
    guardians: world.guardians.filter(isOnlyOne),
    pupils: world.pupils.filter(isOnlyOne),
  };
}

function play(
  part: DemoPart,
  plan: SchoolPlan,
  person: AafPerson | undefined,
  [masculine, feminine, complement]: readonly [string, string, string],
  interest: string,
): DemoPerson {
  if (person === undefined) throw new RangeError(`Nobody in this world can play: ${part}`);
  const { jointure, givenName, familyName, title } = person;
  const role = `${title === "Mme" ? feminine : masculine} ${complement}`.trim();
  return {
    part,
    login: loginOf(person),
    name: `${givenName} ${familyName}`,
    role,
    schoolId: plan.uai,
    jointure,
    interest,
  };
}

function hasFunction(plan: SchoolPlan, code: string): (person: AafStaff) => boolean {
  return ({ functions }) => functions.some((held) => held.structure === plan.jointure && held.code === code);
}
