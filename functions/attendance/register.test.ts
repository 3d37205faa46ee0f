import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newMarks, type RollCallFact, type SubmittedMark, stateOf, strangersTo } from "./register.ts";

const roster = ["nina", "zoe", "ilyes", "theo"].map((pupilId) => ({
  pupilId,
  classId: "6A",
  familyName: pupilId.toUpperCase(),
  givenName: pupilId,
}));

const say = (facts: readonly RollCallFact[], marks: readonly SubmittedMark[]): readonly RollCallFact[] => [
  ...facts,
  {
    version: facts.length + 1,
    by: "acc_t",
    byRole: "teacher",
    at: "2026-11-23T07:00:00Z",
    marks: newMarks(facts, roster, marks),
  },
];

const statuses = (facts: readonly RollCallFact[]) =>
  Object.fromEntries([...stateOf(facts)].map(([pupilId, { status }]) => [pupilId, status]));

describe("the register of a lesson", () => {
  it("remembers only those who are not simply present", () => {
    expect(statuses(say([], [{ pupilId: "nina", status: "absent" }]))).toEqual({ nina: "absent" });
  });

  it("says that a pupil first marked absent was there after all, without forgetting the first mark", () => {
    const facts = say(say([], [{ pupilId: "nina", status: "absent" }]), []);
    expect(statuses(facts)).toEqual({ nina: "present" });
    expect(facts[0]?.marks).toMatchObject([{ pupilId: "nina", status: "absent" }]);
  });

  it("adds nothing when the same is said twice", () => {
    const once = say([], [{ pupilId: "zoe", status: "late", minutesLate: 5 }]);
    expect(newMarks(once, roster, [{ pupilId: "zoe", status: "late", minutesLate: 5 }])).toEqual([]);
    expect(newMarks(once, roster, [{ pupilId: "zoe", status: "late", minutesLate: 9 }])).toHaveLength(1);
  });

  it("knows who is on no list of the lesson, by position", () => {
    expect(
      strangersTo([], roster, [
        { pupilId: "nina", status: "absent" },
        { pupilId: "paul", status: "absent" },
      ]),
    ).toEqual([1]);
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
        const facts = said.reduce<readonly RollCallFact[]>(say, []);
        const shown = [...stateOf(facts).values()].filter(({ status }) => status !== "present");
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
        const facts = said.reduce<readonly RollCallFact[]>(say, []);
        const shuffled = facts
          .map((fact) => ({ fact, rank: order.next().value }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ fact }) => fact);
        expect(statuses(shuffled)).toEqual(statuses(facts));
      }),
    );
  });
});
