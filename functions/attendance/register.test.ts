import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  emptyRegister,
  newMarks,
  type Register,
  type RollCallFact,
  type SubmittedMark,
  stateOf,
  strangersTo,
} from "./register.ts";

const roster = ["nina", "zoe", "ilyes", "theo"].map((pupilId) => ({
  pupilId,
  classId: "6A",
  familyName: pupilId.toUpperCase(),
  givenName: pupilId,
}));

/** Somebody who had the sheet of version `saw` on screen submits; by default, the latest. */
const say = (register: Register, marks: readonly SubmittedMark[], saw = register.version): Register => {
  const fact: RollCallFact = {
    version: register.version + 1,
    saw,
    by: "acc_t",
    byRole: "teacher",
    at: "2026-11-23T07:00:00Z",
    receivedAt: "2026-11-23T07:00:00Z",
    marks: newMarks(register, roster, marks, saw),
    called: roster.length,
  };
  return {
    version: fact.version,
    calledIds: roster.map(({ pupilId }) => pupilId),
    facts: [...register.facts, fact],
  };
};

const statuses = (register: Register) =>
  Object.fromEntries([...stateOf(register)].map(([pupilId, { status }]) => [pupilId, status]));

describe("the register of a lesson", () => {
  it("remembers only those who are not simply present", () => {
    expect(statuses(say(emptyRegister, [{ pupilId: "nina", status: "absent" }]))).toEqual({ nina: "absent" });
  });

  it("says that a pupil first marked absent was there after all, without forgetting the first mark", () => {
    const register = say(say(emptyRegister, [{ pupilId: "nina", status: "absent" }]), []);
    expect(statuses(register)).toEqual({ nina: "present" });
    expect(register.facts[0]?.marks).toMatchObject([{ pupilId: "nina", status: "absent" }]);
  });

  it("adds nothing when the same is said twice", () => {
    const once = say(emptyRegister, [{ pupilId: "zoe", status: "late", minutesLate: 5 }]);
    expect(newMarks(once, roster, [{ pupilId: "zoe", status: "late", minutesLate: 5 }], 1)).toEqual([]);
    expect(newMarks(once, roster, [{ pupilId: "zoe", status: "late", minutesLate: 9 }], 1)).toHaveLength(1);
  });

  it("knows who is on no list of the lesson, by position", () => {
    expect(
      strangersTo(emptyRegister, roster, [
        { pupilId: "nina", status: "absent" },
        { pupilId: "paul", status: "absent" },
      ]),
    ).toEqual([1]);
  });

  const absent = (pupilId: string) => ({ pupilId, status: "absent" as const });

  describe("called by two people who do not see each other", () => {
    const apart = say(say(emptyRegister, [absent("nina"), absent("zoe")], 0), [absent("zoe")], 0);

    it("believes neither about the pupil they disagree on, and both where they agree", () => {
      expect(statuses(apart)).toEqual({ nina: "conflict", zoe: "absent" });
      const other = say(say(emptyRegister, [absent("zoe")], 0), [absent("nina"), absent("zoe")], 0);
      expect(statuses(other)).toEqual({ nina: "conflict", zoe: "absent" });
      expect(stateOf(apart).get("nina")).toMatchObject({ claims: [{ status: "absent" }, { status: "present" }] });
    });

    it("is settled by whoever names the pupil, seeing both", () => {
      expect(statuses(say(apart, [absent("zoe"), { pupilId: "nina", status: "present" }]))).toEqual({
        nina: "present",
        zoe: "absent",
      });
      expect(statuses(say(apart, [absent("zoe"), absent("nina")]))).toEqual({ nina: "absent", zoe: "absent" });
    });

    it("is not settled by whoever says nothing of the pupil", () => {
      expect(statuses(say(apart, [absent("zoe")]))).toEqual({ nina: "conflict", zoe: "absent" });
    });

    it("holds minutes of lateness that differ for a contradiction: nobody takes the mean", () => {
      const late = (minutesLate: number) => [{ pupilId: "ilyes", status: "late" as const, minutesLate }];
      expect(statuses(say(say(emptyRegister, late(5), 0), late(15), 0))).toEqual({ ilyes: "conflict" });
      expect(statuses(say(say(emptyRegister, late(5), 0), late(5), 0))).toEqual({ ilyes: "late" });
    });

    it("does not hold somebody present who was not on the list yet", () => {
      const before = say(emptyRegister, [], 0);
      const arrived = { ...before, facts: before.facts.map((fact) => ({ ...fact, called: 2 })) };
      expect(statuses(say(arrived, [absent("ilyes")], 0))).toEqual({ ilyes: "absent" });
      expect(statuses(say(before, [absent("ilyes")], 0))).toEqual({ ilyes: "conflict" });
    });

    it("contradicts a correction that the tablet in the gymnasium could not see", () => {
      const corrected = say(say(emptyRegister, [absent("theo")]), []);
      expect(statuses(corrected)).toEqual({ theo: "present" });
      expect(statuses(say(corrected, [absent("theo")], 1))).toEqual({ theo: "conflict" });
    });
  });

  const submissions = fc.array(
    fc.uniqueArray(
      fc.record({
        pupilId: fc.constantFrom(...roster.map(({ pupilId }) => pupilId)),
        status: fc.constantFrom("absent" as const, "late" as const),
      }),
      { selector: ({ pupilId }) => pupilId },
    ),
    { minLength: 1, maxLength: 8 },
  );

  it("shows what was said last, whatever was said before", () => {
    fc.assert(
      fc.property(submissions, (said) => {
        const register = said.reduce<Register>((known, marks) => say(known, marks), emptyRegister);
        const shown = [...stateOf(register).values()].filter(({ status }) => status !== "present");
        const last = said.at(-1) ?? [];
        expect(new Map(shown.map(({ pupilId, status }) => [pupilId, status]))).toEqual(
          new Map(last.map(({ pupilId, status }) => [pupilId, status])),
        );
      }),
    );
  });

  it("folds to the same state whatever the order in which its facts are read", () => {
    fc.assert(
      fc.property(submissions, fc.infiniteStream(fc.nat()), (said, order) => {
        const register = said.reduce<Register>(
          (known, marks) => say(known, marks, (order.next().value ?? 0) % (known.version + 1)),
          emptyRegister,
        );
        const facts = register.facts
          .map((fact) => ({ fact, rank: order.next().value }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ fact }) => fact);
        expect(statuses({ ...register, facts })).toEqual(statuses(register));
      }),
    );
  });
});
