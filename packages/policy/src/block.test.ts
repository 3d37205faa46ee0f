import { describe, expect, it } from "vitest";
import { claimsOf, principalOf, underBlocks } from "./index.ts";

const COLLEGE = "0990001N";
const LYCEE = "0990002P";

const left = (
  memberships: string,
  blocks: Parameters<typeof underBlocks>[1],
  children = "",
): { memberships: string; children: string; blocked?: string } =>
  claimsOf(underBlocks(principalOf({ sub: "acc_x", memberships, children }), blocks));

describe("a block", () => {
  it.each([
    [
      "of the profile of guardian leaves a teacher of the same school a teacher",
      `${COLLEGE}:teacher:per_a ${COLLEGE}:guardian:per_a`,
      [{ schoolId: COLLEGE, role: "guardian" }],
      `${COLLEGE}:teacher:per_a`,
    ],
    [
      "of a profile in one school changes nothing in another",
      `${COLLEGE}:pupil:per_a ${LYCEE}:pupil:per_a`,
      [{ schoolId: COLLEGE, role: "pupil" }],
      `${LYCEE}:pupil:per_a`,
    ],
    [
      "of an account takes all that it is in that school, under whatever person",
      `${COLLEGE}:guardian:per_a ${COLLEGE}:teacher:per_b ${LYCEE}:teacher:per_b`,
      [{ schoolId: COLLEGE, personId: "per_a" }],
      `${LYCEE}:teacher:per_b`,
    ],
    [
      "naming a person that the account is in another school only changes nothing",
      `${COLLEGE}:teacher:per_b ${LYCEE}:teacher:per_a`,
      [{ schoolId: COLLEGE, personId: "per_a" }],
      `${COLLEGE}:teacher:per_b ${LYCEE}:teacher:per_a`,
    ],
    [
      "of somebody else changes nothing",
      `${COLLEGE}:pupil:per_a`,
      [
        { schoolId: COLLEGE, personId: "per_b" },
        { schoolId: LYCEE, personId: "per_a" },
        { schoolId: COLLEGE, role: "guardian" },
      ],
      `${COLLEGE}:pupil:per_a`,
    ],
  ])("%s", (_, memberships, blocks, expected) => {
    expect(left(memberships, blocks).memberships).toBe(expected);
  });

  it("of a guardian takes the children of that school along, and no others", () => {
    const mother = `${COLLEGE}:guardian:per_a ${LYCEE}:guardian:per_a`;
    const children = `${COLLEGE}:per_nina ${LYCEE}:per_theo`;
    for (const block of [{ role: "guardian" }, { personId: "per_a" }])
      expect(left(mother, [{ schoolId: COLLEGE, ...block }], children)).toEqual({
        memberships: `${LYCEE}:guardian:per_a`,
        children: `${LYCEE}:per_theo`,
        blocked: COLLEGE,
      });
  });

  it("of an operator is impossible: the territory is no school", () => {
    const operator = "territory:operator:per_o";
    expect(left(operator, [{ schoolId: COLLEGE, role: "operator" }]).memberships).toBe(operator);
  });
});
