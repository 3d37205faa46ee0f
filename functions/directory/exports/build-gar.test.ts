import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { AudienceId, PersonId, SchoolId } from "@preau/contract";
import type { GarExport } from "@preau/formats/gar/gar-model";
import { garFiles } from "@preau/formats/gar/write-gar";
import { describe, expect, it } from "vitest";
import { validateXML } from "xmllint-wasm";
import type { Person } from "../person.ts";
import { buildGar, garIdOf } from "./build-gar.ts";
import type { Present, SchoolSnapshot } from "./school-snapshot.ts";

const COLLEGE = "0990001N" as SchoolId;
const LYCEE = "0990002P" as SchoolId;
const ECOLE = "0990003R" as SchoolId;
const sixthA = {
  audienceId: "aud_000000000006a" as AudienceId,
  code: "6A",
  label: "Sixième A",
  kind: "class" as const,
};

const latin = { audienceId: "aud_00000000006gl" as AudienceId, code: "6GLAT", label: "Latin", kind: "group" as const };

const someone = (id: string, content: Partial<Person>): Present => ({
  id: id as PersonId,
  modifiedAt: "2026-11-23T07:00:00.000Z",
  person: {
    academy: "TEST",
    familyName: "MARLOW",
    givenName: "Nina",
    title: "Mme",
    roles: [],
    school: { name: "", timeZone: "Europe/Paris" },
    contact: { phones: [], mail: `camille-${id.slice(-1)}@example.org` },
    ...content,
  },
});
const pupil = (mef: string) =>
  someone("per_0000000000001", {
    roles: ["pupil"],
    birthName: "MARLOW-FOLEY",
    birthDate: "2014-03-14",
    pupil: { mef: { code: mef }, options: [{ code: "020700" }], audiences: [sixthA, latin], guardians: [] },
  });
const teacher = someone("per_0000000000003", {
  roles: ["teacher", "cpe"],
  staff: {
    functions: [],
    disciplines: [{ code: "L0202" }],
    teaches: [{ ...sixthA, subjects: [{ code: "061300", label: "MATHEMATIQUES" }] }],
    headTeacherOf: [],
  },
});
const head = someone("per_0000000000004", {
  roles: ["head"],
  staff: { functions: [], teaches: [], headTeacherOf: [] },
});
const mother = someone("per_0000000000002", { roles: ["guardian"], guardian: { children: [] } });

const snapshot = (schoolId: SchoolId, type: string, present: readonly Present[]): SchoolSnapshot => ({
  schoolId,
  schoolYear: 2026,
  modifiedAt: "2026-11-23T07:00:00.000Z",
  school: { name: "Ada Lovelace", type, academy: "TEST", timeZone: "Europe/Paris", audiences: [sixthA, latin] },
  present,
});
const second = [
  snapshot(COLLEGE, "COLLEGE", [pupil("10010012110"), teacher, head, mother]),
  snapshot(LYCEE, "LYCEE", [teacher]),
];
const first = [snapshot(ECOLE, "ECOLE ELEMENTAIRE", [pupil("1112"), teacher, head, mother])];
const asked = (degree: GarExport["degree"]) => ({ ent: "P1", at: new Date("2026-11-24T00:30:00Z"), degree });

describe("what the GAR receives", () => {
  it("is pupils and staff, under names of its own, and never a parent", () => {
    const gar = buildGar(second, asked("2D"));
    expect(gar.pupils).toMatchObject([
      { familyName: "MARLOW-FOLEY", usualName: "MARLOW", levels: [{ uai: COLLEGE, code: "10010012110" }] },
    ]);
    expect(gar.pupils[0]?.id).toBe(garIdOf("per_0000000000001"));
    expect(JSON.stringify(gar)).not.toContain(garIdOf(mother.id));
    expect(JSON.stringify(gar)).not.toContain('"per_000000000000');
  });

  it("names somebody of two schools once, with what they do in each", () => {
    const staff = buildGar(second, asked("2D")).staff.find(({ id }) => id === garIdOf(teacher.id));
    expect(staff?.profiles).toEqual([
      { uai: COLLEGE, profile: "National_ens" },
      { uai: COLLEGE, profile: "National_evs" },
      { uai: LYCEE, profile: "National_ens" },
      { uai: LYCEE, profile: "National_evs" },
    ]);
    expect(staff?.mails).toHaveLength(1);
    expect(buildGar(second, asked("2D")).staff).toHaveLength(2);
  });

  it("says which classes a group draws on, from those who are in it", () => {
    expect(buildGar(second, asked("2D")).schools[0]?.groups).toEqual([
      { code: "6A", label: "Sixième A", audience: "class", classCodes: [] },
      { code: "6GLAT", label: "Latin", audience: "group", classCodes: ["6A"] },
    ]);
  });

  it("is of one degree", () => {
    const mixed = [...second, ...first];
    expect(buildGar(mixed, asked("1D")).schools.map(({ uai }) => uai)).toEqual([ECOLE]);
    expect(buildGar(mixed, asked("2D")).schools.map(({ uai }) => uai)).toEqual([COLLEGE, LYCEE]);
  });

  it("may be managed by the heads of its schools", () => {
    expect(buildGar(second, asked("2D")).managers).toMatchObject([{ id: garIdOf(head.id), schools: [COLLEGE] }]);
  });
});

const schemas = fileURLToPath(new URL("../../../../shared/standards/gar/", import.meta.url));
if (!existsSync(schemas)) console.info("Schemas of the GAR not found beside the project: its files are not validated.");

describe.skipIf(!existsSync(schemas))("the files of the GAR", () => {
  it.each([
    ["2D", second, "GAR-ENT.xsd"],
    ["1D", first, "GAR-ENT-1D.xsd"],
  ] as const)("are valid for the %s", async (degree, snapshots, schema) => {
    const xsd = readFileSync(`${schemas}${schema}`, "utf8");
    for (const { name, bytes } of garFiles(buildGar(snapshots, asked(degree)))) {
      const xml = [{ fileName: name, contents: Buffer.from(bytes).toString("utf8") }];
      const { valid, errors } = await validateXML({ xml, schema: [{ fileName: schema, contents: xsd }] });
      expect({ name, valid, errors: errors.map(({ message }) => message) }).toEqual({ name, valid: true, errors: [] });
    }
  });
});
