import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Validator } from "@seriousme/openapi-schema-validator";
import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { validateXML } from "xmllint-wasm";
import * as z from "zod";
import { garFiles } from "../src/gar/write-gar.ts";
import { oneRosterBuilder } from "../src/oneroster/build-objects.ts";
import { rosterOf } from "../src/sample/oneroster-files.ts";
import { writeEleveGroupe } from "../src/siecle/write-eleve-groupe.ts";
import { garSchool } from "./gar-school.ts";
import { school } from "./school.ts";

/** Schemas kept beside the project and never inside it. */
const schemas = fileURLToPath(new URL("../../../../shared/standards", import.meta.url));

async function errorsOf(fileName: string, contents: string, schema: string): Promise<readonly string[]> {
  const xsd = await readFile(`${schemas}/${schema}`, "utf8");
  const { errors } = await validateXML({ xml: [{ fileName, contents }], schema: [xsd] });
  return errors.map(({ rawMessage }) => rawMessage);
}

if (!existsSync(schemas))
  console.info("Schemas of the formats not found beside the project: conformance tests skipped.");

describe.skipIf(!existsSync(schemas))("what is written", () => {
  it.each([
    ["2D", "gar/GAR-ENT.xsd"],
    ["1D", "gar/GAR-ENT-1D.xsd"],
  ] as const)("for the GAR %s is valid by its schema, keys included", async (degree, schema) => {
    for (const { name, bytes } of garFiles({ ...garSchool, degree }))
      expect([name, await errorsOf(name, Buffer.from(bytes).toString(), schema)]).toEqual([name, []]);
  });

  it("for the GAR would not be valid with a node twice: the schema is really applied", async () => {
    const [file] = garFiles(garSchool);
    const text = Buffer.from(file?.bytes ?? [])
      .toString()
      .replace(/(<men:GARPersonMEF>.*<\/men:GARPersonMEF>)/, "$1$1");
    expect(await errorsOf("Eleve.xml", text, "gar/GAR-ENT.xsd")).not.toEqual([]);
  });

  it("for SIECLE is valid by the schema of pupils and groups", async () => {
    const { file } = writeEleveGroupe({
      schoolId: "0990001N",
      schoolYear: 2026,
      at: garSchool.at,
      number: 1,
      software: "PREAU-COLLEGE",
      pupils: [
        {
          eleveId: "41001",
          familyName: "MARLOW",
          usualName: "VASSET",
          givenName: "Nina",
          otherGivenNames: ["Zoé", "Léa", "Ève"],
          birthDate: "2015-03-14",
          groups: [{ code: "6GLAT", beginsOn: "2026-09-07", endsOn: "2027-07-02" }, { code: "6GAP" }],
        },
        {
          ine: "099000002BC",
          familyName: "Ł".repeat(120),
          givenName: "Đặng",
          birthDate: "2015-11-02",
          groups: [{ code: "6GLAT" }],
        },
      ],
    });
    const [bytes = new Uint8Array()] = Object.values(unzipSync(file?.bytes ?? new Uint8Array()));
    const text = new TextDecoder("iso-8859-15").decode(bytes).replace("ISO-8859-15", "UTF-8");
    expect(await errorsOf("e.xml", text, "siecle/elegroupe-1.4.own.xsd")).toEqual([]);
  });

  it("as OneRoster objects has the fields, types and words of the published description", async () => {
    const reader = new Validator();
    await reader.validate(`${schemas}/oneroster/oneroster-1.2-rostering.openapi.yml`);
    const published = description.parse(reader.specification).components.schemas;
    const roster = rosterOf(school);
    const build = oneRosterBuilder("https://roster.example.org/ims/oneroster/rostering/v1p2");
    const objects: Record<string, readonly object[]> = {
      org: roster.schools.map(build.org),
      academicSession: [build.session(2026, roster.modifiedAt)],
      course: roster.audiences.map(build.course),
      class: roster.audiences.map(build.class),
      user: roster.people.map(build.user),
      enrollment: roster.enrollments.map(build.enrollment),
      demographic: roster.people.map(build.demographics),
    };
    const unlike = Object.entries(objects).flatMap(([type, list]) =>
      list.flatMap((object) => unlikeSchema(type, object, published[type]?.properties ?? {})),
    );
    expect([...new Set(unlike)].sort()).toEqual(knownDifferences);
  });
});

/** Where the description, drawn from one product, is looser or older than the standard that we follow. */
const knownDifferences = [
  "demographic.sex: male",
  "demographic.sex: female",
  "enrollment.primary: not boolean",
  "user.enabledUser: unknown",
  "user.primaryOrg: unknown",
].sort();

const property = z.object({ type: z.string().optional(), enum: z.array(z.string()).optional() });
const description = z.object({
  components: z.object({ schemas: z.record(z.string(), z.object({ properties: z.record(z.string(), property) })) }),
});
type Property = z.infer<typeof property>;

function unlikeSchema(type: string, object: object, properties: Readonly<Record<string, Property>>): readonly string[] {
  return Object.entries(object).flatMap(([name, value]: [string, unknown]) => {
    const described = properties[name];
    if (described === undefined) return [`${type}.${name}: unknown`];
    if (described.enum !== undefined && !described.enum.includes(String(value)))
      return [`${type}.${name}: ${String(value)}`];
    // The description writes lists of links as objects, and lists of words as one word.
    if (Array.isArray(value)) return [];
    const expected = described.type ?? "object";
    return typeof value === expected ? [] : [`${type}.${name}: not ${expected}`];
  });
}
