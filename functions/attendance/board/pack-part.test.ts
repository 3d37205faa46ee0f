import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packPart, unpackPart } from "./pack-part.ts";

const text = (length: number) =>
  fc.string({ minLength: length, maxLength: length, unit: fc.constantFrom(..."0123456789abcdefghjkmnpqrstvwxyz") });
const lesson = fc.record({
  lessonId: fc.tuple(text(13), text(6)).map(([audience, key]) => `les_${audience}${key}_20261123`),
  start: fc.constantFrom("08:00", "10:10", "16:40"),
  end: fc.constantFrom("08:55", "11:05", "17:35"),
  subject: fc.constantFrom("EPS", "Mathématiques"),
});
const ofClass = { classId: text(13).map((id) => `aud_${id}`), version: fc.nat(99) };
const called = fc
  .tuple(fc.record({ ...ofClass, minutes: fc.integer({ min: -15, max: 9_000 }) }), lesson)
  .map(([{ minutes, classId, version }, one]) => ({
    classId,
    version,
    ...one,
    classCode: `C${classId.slice(4, 6)}`,
    submittedAt: new Date(Date.parse(`2026-11-23T${one.start}:00+01:00`) + minutes * 60_000).toISOString(),
  }));
const missed = fc.tuple(
  lesson,
  fc.record({
    state: fc.constantFrom("absent" as const, "late" as const, "conflict" as const),
    decided: fc.constantFrom("no" as const, "yes" as const),
    justified: fc.boolean(),
    counts: fc.boolean(),
    announced: fc.boolean(),
  }),
);
const pupil = fc
  .tuple(
    fc.record({
      ...ofClass,
      pupilId: text(13).map((id) => `per_${id}`),
      familyName: fc.string(),
      givenName: fc.string(),
    }),
    fc.array(missed, { maxLength: 8 }),
  )
  .map(([one, lessons]) => ({
    ...one,
    className: `C${one.classId.slice(4, 6)}`,
    lessons: lessons.map(([at, seen]) => ({ ...at, ...seen })),
  }));

const byText = (list: readonly object[]) => list.map((one) => JSON.stringify(one, Object.keys(one).sort())).sort();

describe("a part of the board", () => {
  it("is read back as it was, whatever it holds", () => {
    const lists = [
      fc.uniqueArray(called, { selector: (one) => one.lessonId }),
      fc.uniqueArray(pupil, { selector: (one) => one.pupilId }),
    ] as const;
    fc.assert(
      fc.property(...lists, (rolls, pupils) => {
        const found = unpackPart(packPart({ called: rolls, pupils }, "2026-11-23"), "2026-11-23");
        expect(byText(found.called)).toEqual(byText(rolls));
        expect(byText(found.pupils)).toEqual(byText(pupils));
        expect(found.pupils.flatMap(({ lessons }) => lessons).length).toBe(
          pupils.flatMap(({ lessons }) => lessons).length,
        );
      }),
      { numRuns: 60 },
    );
  });
});
