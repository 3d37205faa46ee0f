import { describe, expect, it } from "vitest";
import { type Attachment, nameOf, rightsOf, standsSince } from "./account.ts";

const attachment = (more: Partial<Attachment>): Attachment => ({
  schoolId: "0990001N",
  personId: "per_7k2mq4x9d0abc",
  version: 1,
  givenName: "Solène",
  familyName: "BRIAC",
  roles: ["guardian"],
  children: [],
  ...more,
});
const account = (...attachments: Attachment[]) => ({ accountId: "acc_1", attachments });

describe("an account", () => {
  it("of a parent with children in two schools says which child is in which", () => {
    const two = account(
      attachment({ children: ["per_1111111111111", "per_2222222222222"] }),
      attachment({ schoolId: "0990002P", children: ["per_3333333333333"] }),
    );
    expect(rightsOf(two)).toEqual({
      memberships: [
        { schoolId: "0990001N", role: "guardian", personId: "per_7k2mq4x9d0abc" },
        { schoolId: "0990002P", role: "guardian", personId: "per_7k2mq4x9d0abc" },
      ],
      children: [
        { schoolId: "0990001N", pupilId: "per_1111111111111" },
        { schoolId: "0990001N", pupilId: "per_2222222222222" },
        { schoolId: "0990002P", pupilId: "per_3333333333333" },
      ],
    });
  });

  it("bears the name that a school wrote last", () => {
    const married = attachment({ schoolId: "0990002P", version: 2, familyName: "BRIAC-LE GALL" });
    expect(nameOf(account(married, attachment({})))).toEqual({ givenName: "Solène", familyName: "BRIAC-LE GALL" });
  });

  it("of a person who left every school stands no more", () => {
    expect(standsSince(account(attachment({ roles: [] })), 100)).toBe(false);
    expect(standsSince(account(attachment({ roles: [] }), attachment({ schoolId: "0990002P" })), 100)).toBe(true);
  });

  it("stands for sign-ins begun after its password was changed, not before", () => {
    const changed = { ...account(attachment({})), signedOutAt: 100 };
    expect([99, 100].map((since) => standsSince(changed, since))).toEqual([false, true]);
  });
});
