import type { AafFunction, AafStaff, AafTaught } from "@preau/formats";
import type { SchoolPlan } from "../plan/school-plans.ts";
import { disciplines } from "../plan/subjects.ts";
import { drawFamilyName, drawGivenName, drawPool, loginOf } from "./people-names.ts";
import type { Random } from "./random.ts";
import { headTeachers, type Post, type StaffedBlock } from "./recruit-teachers.ts";
import { twoDigits } from "./two-digits.ts";

type FunctionName = readonly [code: string, label: string, disciplineCode: string, discipline: string];

const head: FunctionName = ["DIR", "DIRECTION", "D0010", "DIRECTION CHEF D'ÉTABLISSEMENT"];
const deputy: FunctionName = ["DIR", "DIRECTION", "D0011", "DIRECTION ADJOINT AU CHEF D'ÉTABLISSEMENT"];
const cpe: FunctionName = ["EDU", "ÉDUCATION", "E0030", "ÉDUCATION (CE, CPE)"];
const supervisor: FunctionName = ["AED", "ASSISTANT D'ÉDUCATION", "S0054", "ASSISTANT D'ÉDUCATION"];
const librarian: FunctionName = ["DOC", "DOCUMENTATION", "L0080", "DOCUMENTATION"];
const secretary: FunctionName = ["ADM", "PERSONNELS ADMINISTRATIFS", "A0020", "SECRÉTARIAT"];
const manager: FunctionName = ["ADF", "PERSONNELS ADMINISTRATIFS", "A0010", "GESTION"];
const supportByKind: Readonly<Record<SchoolPlan["kind"], readonly FunctionName[]>> = {
  college: [head, deputy, cpe, cpe, supervisor, supervisor, supervisor, supervisor, librarian, secretary, manager],
  lycee: [
    head,
    deputy,
    cpe,
    cpe,
    supervisor,
    supervisor,
    supervisor,
    supervisor,
    supervisor,
    librarian,
    secretary,
    secretary,
    manager,
  ],
};

/** Names everybody who works in the schools. No two have the same login, so a timetable that gives names only is clear. */
export function inventStaff(
  random: Random,
  plans: readonly SchoolPlan[],
  blocks: readonly StaffedBlock[],
): readonly AafStaff[] {
  const taken = new Set<string>();
  const posts = new Map(
    blocks.flatMap((block) => block.posts).map((post) => [`${post.teacher}@${post.plan.jointure}`, post]),
  );
  const heads = plans.flatMap((plan) => [...headTeachers(plan, blocks)]);
  const teachers = [...Map.groupBy(posts.values(), (post) => post.teacher)].map(([jointure, held]): AafStaff => {
    const codes = heads.filter(([, post]) => post.teacher === jointure);
    return {
      ...inventPerson(random, jointure, taken),
      structure: held[0]?.plan.jointure,
      functions: held.map(teaching),
      classes: taughtBy(jointure, blocks, true),
      groups: taughtBy(jointure, blocks, false),
      headTeacherOf: codes.map(([code, post]) => ({ structure: post.plan.jointure, code })),
      stsId: String(Number(jointure) - 550_000),
      beforePupils: true,
    };
  });
  const support = plans.flatMap((plan) =>
    supportByKind[plan.kind].map((name, index): AafStaff => {
      const jointure = `6${plan.jointure}${twoDigits(index + 1)}`;
      return {
        ...inventPerson(random, jointure, taken),
        structure: plan.jointure,
        functions: [inSchool(plan, name)],
        classes: [],
        groups: [],
        headTeacherOf: [],
        stsId: undefined,
        beforePupils: false,
      };
    }),
  );
  return [...teachers, ...support];
}

function teaching({ plan, discipline }: Post): AafFunction {
  return inSchool(plan, ["ENS", "ENSEIGNEMENT", discipline, disciplines[discipline]]);
}

function inSchool(plan: SchoolPlan, [code, label, disciplineCode, discipline]: FunctionName): AafFunction {
  return { structure: plan.jointure, code, label, disciplineCode, discipline };
}

/** What a teacher has, each class or group once with all its subjects. */
function taughtBy(teacher: string, blocks: readonly StaffedBlock[], wholeClass: boolean): readonly AafTaught[] {
  const taught = new Map<string, AafTaught & { readonly subjects: string[] }>();
  for (const { plan, classes, teachings, posts } of blocks) {
    for (const [index, { audience, subject }] of teachings.entries()) {
      if (posts[index]?.teacher !== teacher || classes.includes(audience) !== wholeClass) continue;
      const key = `${plan.jointure}$${audience}`;
      const known = taught.get(key) ?? { structure: plan.jointure, code: audience, subjects: [] };
      if (!known.subjects.includes(subject.code)) known.subjects.push(subject.code);
      taught.set(key, known);
    }
  }
  return [...taught.values()];
}

function inventPerson(random: Random, jointure: string, taken: Set<string>) {
  const sex = random.chance(0.6) ? "F" : "M";
  const pool = drawPool(random);
  const names = { familyName: drawFamilyName(random, pool), givenName: drawGivenName(random, pool, sex) };
  const login = loginOf(names);
  if (taken.has(login)) return inventPerson(random, jointure, taken);
  taken.add(login);
  return {
    ...names,
    jointure,
    birthName: names.familyName,
    otherGivenNames: [],
    birthDate: `${1962 + random.int(38)}-${twoDigits(1 + random.int(12))}-${twoDigits(1 + random.int(28))}`,
    title: sex === "F" ? "Mme" : "M.",
    mail: `${login}@example.org`,
  };
}
