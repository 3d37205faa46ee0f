import type { AafGuardian, AafPupil, AafStaff } from "@preau/formats";
import type { SchoolPlan } from "./plan/school-plans.ts";
import type { World } from "./population.ts";
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
  /** What their view shows, in French. */
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

/** The technical operator of the territory, who is in no school's delivery. */
export const demoOperator = { login: "operateur", role: "Opérateur technique du territoire" } as const;

interface Scene {
  readonly teacher: AafStaff;
  readonly classCode: string;
  readonly pupil: AafPupil;
  readonly separated: readonly [AafGuardian, AafGuardian];
  readonly parentOfTwo: AafGuardian;
}

/**
 * Picks the people of the demonstration: always the same for the same world. They meet on Monday at 08:00 in one class of the
 * collège, whose teacher calls the roll; one of its pupils has separated parents, another a brother or sister at the lycée.
 * @throws RangeError when the world, made from another seed, has no such class or people.
 */
export function demoPeople(world: World, timetables: Timetables): readonly DemoPerson[] {
  const [college, lycee] = world.plans;
  if (college === undefined || lycee === undefined) throw new RangeError("The demonstration needs two schools");
  const { teacher, classCode, pupil, separated, parentOfTwo } = findScene(world, timetables, college, lycee);
  const [cpe, secondCpe] = world.staff.filter(hasFunction(college, "EDU"));
  const [lyceeTeacher] = teachersAtEight(world, timetables, lycee).map(({ person }) => person);
  const shared = world.staff.find(({ functions }) => functions.length > 1);
  const head = world.staff.find(hasFunction(college, "DIR"));
  const supervisor = world.staff.find(hasFunction(college, "AED"));
  const contacts = new Set(world.pupils.filter(inSchool(college)).flatMap((child) => linksOfLevel(child, 3)));
  const contact = world.guardians.find(({ jointure }) => contacts.has(jointure));

  function play(
    part: DemoPart,
    person: AafStaff | AafPupil | AafGuardian | undefined,
    role: string,
    interest: string,
    plan = college,
  ): DemoPerson {
    if (person === undefined || plan === undefined) throw new RangeError(`Nobody in this world can play: ${part}`);
    const { jointure, givenName, familyName } = person;
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
  return [
    play("teacher", teacher, "Enseignant du collège", `Fait l'appel de la ${classCode} le lundi à 8 h.`),
    play(
      "teacher-of-both",
      shared,
      "Enseignant du collège et du lycée",
      "Un seul compte, deux établissements, deux emplois du temps.",
    ),
    play("lycee-teacher", lyceeTeacher, "Enseignant du lycée", "Ne voit rien du collège.", lycee),
    play("cpe", cpe, "CPE du collège", "Tient le tableau des absences."),
    play("second-cpe", secondCpe, "CPE du collège", "Partage le tableau avec l'autre CPE."),
    play("head", head, "Principal du collège", "Importe, verrouille, exporte."),
    play("supervisor", supervisor, "Assistant d'éducation du collège", "Note les retards à la grille."),
    play("pupil", pupil, `Élève de ${classCode}`, "Ses parents sont séparés."),
    play(
      "parent-of-two",
      parentOfTwo,
      "Parent de deux enfants",
      `Un enfant en ${classCode}, un autre au lycée : un seul compte.`,
    ),
    play(
      "separated-mother",
      separated[0],
      "Parent séparé, représentant légal",
      `Reçoit tout ce qui concerne ${pupil.givenName}.`,
    ),
    play(
      "separated-father",
      separated[1],
      "Parent séparé, représentant légal",
      `Reçoit tout ce qui concerne ${pupil.givenName}, à une autre adresse.`,
    ),
    play(
      "contact",
      contact,
      "Contact sans responsabilité légale",
      "Peut être appelé, mais ne voit aucune donnée de l'élève.",
    ),
  ];
}

function findScene(world: World, timetables: Timetables, college: SchoolPlan, lycee: SchoolPlan): Scene {
  const pupils = new Map(world.pupils.map((pupil) => [pupil.jointure, pupil]));
  const guardians = new Map(world.guardians.map((guardian) => [guardian.jointure, guardian]));
  function legalGuardians(pupil: AafPupil): readonly AafGuardian[] {
    return linksOfLevel(pupil, 1).flatMap((jointure) => guardians.get(jointure) ?? []);
  }
  for (const { person: teacher, audience } of teachersAtEight(world, timetables, college)) {
    const inClass = world.pupils.filter(
      (pupil) => inSchool(college)(pupil) && pupil.classes.some(({ code }) => code === audience),
    );
    for (const pupil of inClass) {
      const [one, other] = legalGuardians(pupil);
      if (one === undefined || other === undefined || one.address === other.address || one.children.length !== 1)
        continue;
      const parentOfTwo = inClass.flatMap(legalGuardians).find(({ address, children }) => {
        const family = children.flatMap((child) => pupils.get(child) ?? []);
        const livesWithThem = family.every((child) => child.address === address && legalGuardians(child).length === 2);
        return family.length === 2 && livesWithThem && family.some(inSchool(lycee));
      });
      if (parentOfTwo !== undefined)
        return { teacher, classCode: audience, pupil, separated: [one, other], parentOfTwo };
    }
  }
  throw new RangeError("No class of this world has the families of the demonstration");
}

/** The teachers of one school only who have a whole class on Monday at 08:00. */
function teachersAtEight(
  world: World,
  timetables: Timetables,
  plan: SchoolPlan,
): readonly { person: AafStaff; audience: string }[] {
  const lessons = (timetables.get(plan.uai) ?? []).filter(({ weekday, start }) => weekday === 1 && start === "08:00");
  return world.staff.flatMap((person) => {
    const lesson = lessons.find(
      ({ teachers: [teacher] }) => teacher?.familyName === person.familyName && teacher.givenName === person.givenName,
    );
    const audience = lesson?.audiences[0];
    const ownClass = person.classes.some(({ structure, code }) => structure === plan.jointure && code === audience);
    return audience !== undefined && ownClass && person.functions.length === 1 ? [{ person, audience }] : [];
  });
}

function inSchool(plan: SchoolPlan): (pupil: AafPupil) => boolean {
  return ({ structure }) => structure === plan.jointure;
}

function hasFunction(plan: SchoolPlan, code: string): (person: AafStaff) => boolean {
  return ({ functions }) => functions.some((held) => held.structure === plan.jointure && held.code === code);
}

function linksOfLevel(pupil: AafPupil, level: number): readonly string[] {
  return pupil.guardians.filter((link) => link.level === level).map(({ jointure }) => jointure);
}
