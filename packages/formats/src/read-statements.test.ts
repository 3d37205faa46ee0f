import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { context, ofKind, readAll } from "../test/read-all.ts";
import { school } from "../test/school.ts";
import { type FileSource, readStatements } from "./read-statements.ts";
import type { ModelPupil, SchoolModel } from "./sample/school-model.ts";
import { delivered, writeSchoolAs } from "./sample/write-school-as.ts";

const sources: readonly FileSource[] = ["aaf", "aaf1d", "siecle", "sts", "onde", "oneroster"];
const withPupils = sources.filter((source) => source !== "sts");
const withNumbers: readonly FileSource[] = ["aaf", "siecle"];

function read(source: FileSource, model: SchoolModel = school) {
  return readAll(readStatements(source, delivered(writeSchoolAs(source, model)), context));
}

describe("the same school, whoever tells of it", () => {
  it.each(sources)("is read without a problem from %s", async (source) => {
    const { statements, problems, fault } = await read(source);
    expect([problems, fault]).toEqual([[], undefined]);
    expect(statements.length).toBeGreaterThan(5);
  });

  it.each(withPupils)("has the same pupils in the same classes from %s", async (source) => {
    const pupils = ofKind((await read(source)).statements, "pupil").filter(({ leftOn }) => leftOn === undefined);
    expect(
      pupils.map(({ familyName, givenName, birthDate, classCode }) => [familyName, givenName, birthDate, classCode]),
    ).toEqual([
      ["MARLOW", "Nina", "2015-03-14", "6A"],
      ["D'ORVAL", "Zoé", "2015-11-02", "6B"],
      ["MARLOW", "Léo", "2015-03-14", "6B"],
    ]);
    expect(pupils.map(({ ine }) => ine)).toEqual(["099000001AB", "099000002BC", undefined]);
  });

  it.each(["aaf", "aaf1d", "siecle"] as const)(
    "still names, from %s, the pupil who left, with the last day",
    async (source) => {
      const [gone] = ofKind((await read(source)).statements, "pupil").filter(({ leftOn }) => leftOn !== undefined);
      expect(gone).toMatchObject({ familyName: "ÇELIK", givenName: "Œdipe", leftOn: "2026-09-01" });
    },
  );

  it.each(["aaf", "siecle", "sts", "oneroster", "aaf1d"] as const)(
    "has the same classes and groups from %s",
    async (source) => {
      const audiences = ofKind((await read(source)).statements, "audience");
      expect(audiences.map(({ audience, code, label }) => [audience, code, label])).toEqual([
        ["class", "6A", "SIXIEME A"],
        ["class", "6B", "SIXIEME B"],
        ["group", "6GLAT", "LATIN 6EMES"],
      ]);
    },
  );

  it("links pupils and adults by the same numbers on both sides, with the level of each", async () => {
    const aaf = (await read("aaf")).statements;
    const adults = new Map(ofKind(aaf, "guardian").map(({ keys: [key = "sts:"], givenName }) => [key, givenName]));
    const [, , leo] = ofKind(aaf, "pupil");
    expect(leo?.guardians?.map(({ key, level, kinship }) => [adults.get(key), level, kinship])).toEqual([
      ["Irène", 1, "10"],
      ["Paul", 3, "20"],
    ]);
    const siecle = (await read("siecle")).statements;
    const pupils = new Map(ofKind(siecle, "pupil").map(({ keys: [key = "sts:"], givenName }) => [key, givenName]));
    const paul = ofKind(siecle, "guardian").find(({ givenName }) => givenName === "Paul");
    const children = paul?.children?.map((child) => ["key" in child ? pupils.get(child.key) : undefined, child.level]);
    expect(children).toEqual([
      ["Nina", 1],
      ["Léo", 3],
    ]);
  });

  it("never makes a contact a legal representative: ONDE, first-degree AAF and OneRoster leave out or lower Paul for Léo", async () => {
    const levelOf = async (source: FileSource) => {
      const { statements } = await read(source);
      const paul = ofKind(statements, "guardian").find(({ givenName }) => givenName === "Paul");
      const leo = ofKind(statements, "pupil").find(({ givenName }) => givenName === "Léo");
      const fromPupil = leo?.guardians?.find(({ key }) => key === paul?.keys[0])?.level;
      const fromAdult = paul?.children?.find((child) =>
        "named" in child ? child.named.givenName === "Léo" : leo?.keys.includes(child.key),
      )?.level;
      return fromPupil ?? fromAdult;
    };
    expect(await Promise.all((["aaf", "aaf1d", "siecle", "onde", "oneroster"] as const).map(levelOf))).toEqual([
      3,
      3,
      3,
      undefined,
      undefined,
    ]);
  });

  it("has one key in common for each member of staff between AAF and STS", async () => {
    const keysOf = async (source: FileSource) =>
      ofKind((await read(source)).statements, "staff").map(({ keys }) => keys);
    const [aaf, sts] = [await keysOf("aaf"), await keysOf("sts")];
    expect(aaf.map((keys) => keys.at(-1))).toEqual(sts.map(([key]) => key));
  });

  it.each(["aaf", "sts"] as const)("knows from %s what a teacher teaches and which class she leads", async (source) => {
    const [teacher, head] = ofKind((await read(source)).statements, "staff");
    expect(teacher).toMatchObject({
      familyName: "BRIAC",
      functions: [{ code: "ENS" }],
      sts: { type: "epp", id: "61001" },
      headTeacherOf: ["6A"],
      teaches: [
        { audience: "class", code: "6A", subjects: [{ code: "061300" }] },
        { audience: "group", code: "6GLAT", subjects: [{ code: "020300" }] },
      ],
    });
    expect(head?.functions.map(({ code }) => code)).toEqual(["DIR"]);
  });

  it.each(["siecle", "sts"] as const)("of another school is refused from %s", async (source) => {
    const { statements, fault } = await read(source, { ...school, uai: "0990002P" });
    expect([statements, fault]).toMatchObject([
      [],
      { code: "wrong-school", message: expect.stringContaining("0990002P") },
    ]);
  });

  it.each(["siecle", "sts"] as const)("of last year is refused from %s, by the years people say", async (source) => {
    const { fault } = await read(source, { ...school, schoolYear: 2025 });
    expect(fault).toMatchObject({ code: "wrong-year", message: expect.stringContaining("2026-2027") });
  });

  it("keeps every pupil's names, numbers and places, whatever they are", async () => {
    const name = fc.stringMatching(/^[A-ZÉÈÇŒ€][A-Za-zéèçœ€'<&" -]{0,20}[a-zéè]$/);
    const pupil = (number: number) =>
      fc.record({
        number: fc.constant(number),
        familyName: name,
        givenName: name,
        birthDate: fc
          .integer({ min: 0, max: 3000 })
          .map((day) => new Date(Date.UTC(2008, 0, 1 + day)).toISOString().slice(0, 10)),
        sex: fc.constantFrom("M" as const, "F" as const),
        classCode: fc.constantFrom("6A", "6B"),
        groupCodes: fc.subarray(["6GLAT"]),
        guardians: fc.constant([]),
      });
    const pupils = fc
      .integer({ min: 1, max: 6 })
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, number) => pupil(number + 1))));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...withNumbers), pupils, async (source, invented: ModelPupil[]) => {
        const { statements, problems } = await read(source, { ...school, pupils: invented });
        expect(problems).toEqual([]);
        const told = ofKind(statements, "pupil").map(
          ({ familyName, givenName, birthDate, elenoet, classCode, groupCodes }) => {
            return { familyName, givenName, birthDate, number: Number(elenoet), classCode, groupCodes };
          },
        );
        expect(told).toEqual(invented.map(({ sex: _, guardians: __, ...kept }) => kept));
      }),
      { numRuns: 40 },
    );
  });
});
