import type { AafGuardian, AafMef, AafPupil, AafSchool, AafStaff } from "@preau/formats";
import { classCodes, wingsOf } from "./plan/classes.ts";
import { demoAcademy, demoCity, type SchoolPlan, schoolPlans } from "./plan/school-plans.ts";
import { type DemoSubject, demoSubjects } from "./plan/subjects.ts";
import { inventFamilies } from "./world/invent-families.ts";
import { inventStaff } from "./world/invent-staff.ts";
import { randomFrom } from "./world/random.ts";
import { recruitTeachers, type StaffedBlock } from "./world/recruit-teachers.ts";
import { makeSeats } from "./world/seats.ts";

/** The invented academy: two schools and everybody in them, in the words of the AAF. */
export interface World {
  readonly seed: number;
  readonly plans: readonly SchoolPlan[];
  readonly schools: readonly AafSchool[];
  readonly subjects: readonly DemoSubject[];
  readonly mefs: readonly AafMef[];
  readonly guardians: readonly AafGuardian[];
  readonly pupils: readonly AafPupil[];
  readonly staff: readonly AafStaff[];
  /** Who teaches what to whom, to be placed in the week by `inventTimetable`. */
  readonly blocks: readonly StaffedBlock[];
}

export interface WorldOptions {
  readonly seed?: number;
  /** Size of the lycée, 360 by default; up to 2,400 keeps one letter a class. */
  readonly lyceePupils?: number;
}

/** Invents the two schools: always the same for the same options. All people, names together, are fictional. */
export function inventWorld({ seed = 20_261_129, lyceePupils = 12 * 30 }: WorldOptions = {}): World {
  const random = randomFrom(seed);
  const plans = schoolPlans(lyceePupils);
  const blocks = recruitTeachers(plans);
  const staff = inventStaff(random, plans, blocks);
  const seats = plans.flatMap((plan) => makeSeats(random, plan));
  const levels = plans.flatMap((plan) => plan.levels);
  return {
    seed,
    plans,
    blocks,
    staff,
    schools: plans.map(schoolOf),
    subjects: [...demoSubjects.values()],
    mefs: levels.map(({ mef, label, mefStat }) => ({ code: mef, label, parent: mef, mefStat })),
    ...inventFamilies(random, seats),
  };
}

function schoolOf(plan: SchoolPlan): AafSchool {
  return {
    jointure: plan.jointure,
    uai: plan.uai,
    name: plan.name,
    type: plan.kind === "college" ? "COLLEGE" : "LYCEE",
    academy: demoAcademy,
    street: plan.street,
    postalCode: demoCity.postalCode,
    city: demoCity.name,
    phone: `+33 1 99 00 ${plan.jointure.slice(0, 2)} ${plan.jointure.slice(2)}`,
    mail: `ce.${plan.uai.toLowerCase()}@example.org`,
    parents: [],
    classes: plan.levels.flatMap((level) =>
      classCodes(plan, level).map((code) => ({ code, label: `${level.label} ${code.slice(1)}` })),
    ),
    groups: wingsOf(plan).flatMap(({ level, groups, classes }) =>
      groups.map(({ audience, subject }) => ({
        code: audience,
        label: `${subject.label} ${level.label} ${groupNumber(audience)}`.trim(),
        classes,
      })),
    ),
  };
}

/** The end of a code like `3GEPS1B`, which tells groups of one subject apart. */
function groupNumber(code: string): string {
  return /\d\D?$/.exec(code.slice(1))?.[0] ?? "";
}
