import { principalOf } from "@preau/policy";
import type { Call } from "@preau/runtime";
import { describe, expect, it } from "vitest";
import type { directoryContract } from "./contract.ts";
import type { PersonKey } from "./person.ts";
import { readMe } from "./read-me.ts";
import type { Kept } from "./store.ts";

type MeCall = Call<typeof directoryContract.routes.readMe>;
const COLLEGE = "0990001N";
const LYCEE = "0990002P";

const sixthA = { audienceId: "aud_000000000006a", code: "6A", label: "Sixième A", kind: "class" };
const latin = { audienceId: "aud_00000000006gl", code: "6GLAT", label: "Latin", kind: "group" };
const pupil = { audiences: [sixthA, latin], guardians: [] };
const people: Readonly<Record<string, object>> = {
  [`${COLLEGE} per_parent`]: { givenName: "Alix", roles: ["guardian"], guardian: { children: [] } },
  [`${LYCEE} per_parent`]: { givenName: "Alix", roles: ["guardian"], guardian: { children: [] } },
  [`${COLLEGE} per_zoe`]: { givenName: "Zoé", roles: ["pupil"], pupil },
  [`${LYCEE} per_paul`]: { givenName: "Paul", roles: ["pupil"], pupil: { audiences: [], guardians: [] } },
  [`${COLLEGE} per_teacher`]: {
    givenName: "Solène",
    roles: ["teacher", "cpe"],
    staff: { functions: [], teaches: [{ ...sixthA, subjects: [] }], headTeacherOf: [sixthA.audienceId] },
  },
};

const me = async (memberships: string, children = "") => {
  const asked: PersonKey[] = [];
  const findPeople = async (keys: readonly PersonKey[]) => {
    asked.push(...keys);
    return keys.flatMap(({ schoolId, id }) => {
      const content = people[`${schoolId} ${id}`];
      const school = { name: `École ${schoolId}`, timeZone: "Europe/Paris" };
      return content === undefined
        ? []
        : [{ schoolId, id, content: { familyName: "X", school, ...content } } as unknown as Kept<"person">];
    });
  };
  const principal = principalOf({ sub: "acc_1", memberships, children });
  const { body } = await readMe({ principal } as MeCall, {
    store: { findPeople },
    years: { current: async () => 2026 },
  });
  return { body, asked };
};

describe("who I am", () => {
  it("a parent finds the children of both schools, each with school and class", async () => {
    const { body } = await me(
      `${COLLEGE}:guardian:per_parent ${LYCEE}:guardian:per_parent`,
      `${COLLEGE}:per_zoe ${LYCEE}:per_paul`,
    );
    expect(body.schools.map(({ schoolId, name, roles }) => [schoolId, name, roles])).toEqual([
      [COLLEGE, `École ${COLLEGE}`, ["guardian"]],
      [LYCEE, `École ${LYCEE}`, ["guardian"]],
    ]);
    expect(body.children).toMatchObject([
      { pupilId: "per_zoe", schoolId: COLLEGE, givenName: "Zoé", className: "Sixième A", classId: sixthA.audienceId },
      { pupilId: "per_paul", schoolId: LYCEE, givenName: "Paul", className: undefined },
    ]);
  });

  it("somebody with two functions in a school is read and told once", async () => {
    const { body, asked } = await me(`${COLLEGE}:teacher:per_teacher ${COLLEGE}:cpe:per_teacher`);
    expect(asked).toEqual([{ schoolId: COLLEGE, schoolYear: 2026, id: "per_teacher" }]);
    expect(body.schools).toMatchObject([
      { roles: ["teacher", "cpe"], teaches: [{ code: "6A" }], headTeacherOf: [sixthA.audienceId], classes: [] },
    ]);
  });

  it("a pupil finds class and groups", async () => {
    const { body } = await me(`${COLLEGE}:pupil:per_zoe`);
    expect(body.schools[0]?.classes.map(({ code }) => code)).toEqual(["6A", "6GLAT"]);
    expect(body.children).toEqual([]);
  });

  it("an operator belongs to no school", async () => {
    const { body, asked } = await me("territory:operator:per_operator");
    expect(body).toEqual({ accountId: "acc_1", operator: true, schools: [], children: [] });
    expect(asked).toEqual([]);
  });
});
