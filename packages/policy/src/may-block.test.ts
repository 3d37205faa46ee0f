import { describe, expect, it } from "vitest";
import { mayBlock, principalOf } from "./index.ts";

const COLLEGE = "0990001N";
const LYCEE = "0990002P";

const someone = (memberships: string) => principalOf({ sub: "acc_x", memberships });
const head = someone(`${COLLEGE}:head:per_head ${LYCEE}:guardian:per_parent`);
const operator = someone("territory:operator:per_op");
const account = (memberships: string) => ({ memberships: someone(memberships).memberships });

describe("who may block whom in a school", () => {
  it.each([
    ["a head, the pupils of the school", head, COLLEGE, { role: "pupil" }, true],
    ["a head, the account of a teacher", head, COLLEGE, account(`${COLLEGE}:teacher:per_t`), true],
    ["a head, the account of the deputy", head, COLLEGE, account(`${COLLEGE}:head:per_deputy`), true],
    ["a head, the profile of head, their own", head, COLLEGE, { role: "head" }, false],
    ["a head, their own account", head, COLLEGE, account(`${COLLEGE}:head:per_head`), false],
    ["a head, themselves as a parent", head, COLLEGE, account(`${LYCEE}:guardian:per_parent`), false],
    [
      "a head, an operator who teaches there",
      head,
      COLLEGE,
      account(`territory:operator:per_o ${COLLEGE}:teacher:per_o`),
      false,
    ],
    ["a head, another school", head, LYCEE, { role: "pupil" }, false],
    ["a teacher, the pupils", someone(`${COLLEGE}:teacher:per_t`), COLLEGE, { role: "pupil" }, false],
    ["an operator, the heads of any school", operator, LYCEE, { role: "head" }, true],
    ["an operator, the account of a head", operator, COLLEGE, account(`${COLLEGE}:head:per_head`), true],
    ["an operator, operators", operator, COLLEGE, { role: "operator" }, false],
    ["an operator, another operator", operator, COLLEGE, account("territory:operator:per_other"), false],
  ])("%s", (_, principal, schoolId, target, expected) => {
    expect(mayBlock(principal, schoolId, target)).toBe(expected);
  });
});
