import { personIdOf } from "@preau/contract/derive-id";
import { modelNumber } from "@preau/formats/sample/school-model";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ImportKind } from "../contract.ts";
import { filesAs, SCHOOL, sampleSchool } from "../test/sample-school.ts";
import { deliver, EMPTY, planInMemory, stateHash } from "../test/school-in-memory.ts";
import type { KeptSchool } from "./kept-school.ts";

const model = sampleSchool();
let clock = Date.UTC(2026, 8, 2);
const next = () => {
  clock += 60_000;
  return clock;
};
const of = (kind: ImportKind, only?: RegExp, said = model) => ({
  kind,
  schoolId: SCHOOL,
  version: next(),
  files: filesAs(kind, said, only),
});
const kindsOf = (kept: KeptSchool) =>
  kept.people.map(({ content }) => (content.pupil ? "pupil" : content.staff ? "staff" : "guardian"));
const count = (kept: KeptSchool, kind: string) => kindsOf(kept).filter((one) => one === kind).length;

describe("a pupil told of by AAF, then SIECLE, then ONDE", () => {
  it("is one person, with the id of the first and the numbers of all", async () => {
    let kept: KeptSchool = EMPTY;
    for (const kind of ["aaf", "siecle", "onde"] as const) {
      const plan = await planInMemory(kept, of(kind));
      expect(plan.lines.filter(({ change }) => change.kind === "ambiguous")).toEqual([]);
      kept = await deliver(kept, of(kind));
      expect(count(kept, "pupil")).toBe(5);
      expect(count(kept, "guardian")).toBe(6);
    }
    const lea = kept.people.find(({ id }) => id === personIdOf("99", modelNumber.pupilJointure(1)));
    expect(lea?.content).toMatchObject({
      sources: ["aaf", "siecle", "onde"],
      pupil: { eleveId: modelNumber.eleveId(1), ine: "070000001AA", guardians: [{ level: 1 }, { level: 1 }] },
    });
    expect(lea?.content.links).toContain(`eleve-id:99|${modelNumber.eleveId(1)}`);
  });
});

/** Everything the sources have to say, each whole once at least, and parts of it. */
const WHOLE = ["aaf", "siecle", "sts", "onde"] as const;
const PARTS: readonly (readonly [ImportKind, RegExp?])[] = [
  ...WHOLE.map((kind) => [kind] as const),
  ["siecle", /Eleves/],
  ["siecle", /Responsables/],
  ["siecle", /Structures|Eleves/],
  ["onde", /eleves/],
  ["onde", /responsables/],
];

describe("the state of a school", () => {
  it("is the same whatever the order of the deliveries, however often they are repeated and cut into parts", async () => {
    let expected: string | undefined;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...PARTS), { maxLength: 5 }).chain((more) => {
          const all = [...WHOLE.map((kind) => [kind] as const), ...more];
          return fc.shuffledSubarray(all, { minLength: all.length });
        }),
        async (deliveries) => {
          let kept: KeptSchool = EMPTY;
          for (const [kind, only] of deliveries) kept = await deliver(kept, of(kind, only));
          expect([count(kept, "pupil"), count(kept, "guardian"), count(kept, "staff")]).toEqual([5, 6, 2]);
          expected ??= stateHash(kept);
          expect(stateHash(kept)).toBe(expected);
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);
});
