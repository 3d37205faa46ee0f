import { createReadStream, existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseAafFileName } from "../src/aaf/file-name.ts";
import { mapGuardian } from "../src/aaf/guardian.ts";
import { mapMef } from "../src/aaf/mef.ts";
import { mapPupil } from "../src/aaf/pupil.ts";
import { type AafEntry, readAaf } from "../src/aaf/read-aaf.ts";
import { mapSchool } from "../src/aaf/school.ts";
import { mapStaff } from "../src/aaf/staff.ts";
import { mapSubject } from "../src/aaf/subject.ts";
import { writeAaf } from "../src/aaf/write-aaf.ts";
import { readExpCours } from "../src/edt/read-exp-cours.ts";
import { bytesOf, collect } from "./bytes-of.ts";

/** Samples of the academies and of timetable products, kept beside the project and never inside it. */
const samples = fileURLToPath(new URL("../../../../shared/standards", import.meta.url));
const mappers = {
  Eleve: mapPupil,
  EtabEducNat: mapSchool,
  MatiereEducNat: mapSubject,
  MefEducNat: mapMef,
  PersEducNat: mapStaff,
  PersRelEleve: mapGuardian,
};

async function entriesOf(path: string): Promise<AafEntry[]> {
  return (await collect(readAaf(createReadStream(path), path))).items;
}

async function aafSamples(): Promise<string[]> {
  const names = await readdir(`${samples}/aaf`, { recursive: true });
  return names.filter((name) => name.endsWith(".xml"));
}

if (!existsSync(samples))
  console.info(`Samples of the academies not found beside the project: conformance tests skipped.`);

describe.skipIf(!existsSync(samples))("files of the academies and of timetable products", () => {
  it("reads every AAF sample without a problem, under the category of its name", async () => {
    const counts: Record<string, number> = {};
    for (const name of await aafSamples()) {
      const entries = await entriesOf(`${samples}/aaf/${name}`);
      const category = parseAafFileName(name.slice(name.lastIndexOf("/") + 1))?.category;
      counts[name] = entries.length;
      for (const entry of entries) {
        expect(entry.category).toBe(category);
        expect(mappers[entry.category](entry).problems).toEqual([]);
      }
    }
    expect(counts).toMatchObject({
      "FULL_ENTTSSERVICES_Complet_20130117_MatiereEducNat_0000.xml": 718,
      "FULL_ENTTSSERVICES_Complet_20130117_MefEducNat_0000.xml": 2504,
    });
  });

  it("writes every AAF sample again so that it reads the same", async () => {
    for (const name of await aafSamples()) {
      const entries = await entriesOf(`${samples}/aaf/${name}`);
      const category = entries[0]?.category ?? "Eleve";
      const written = bytesOf(writeAaf(category, entries, "ISO-8859-15"), "ISO-8859-15");
      const { items: again } = await collect(readAaf(written, name));
      expect(again).toHaveLength(entries.length);
      for (const [index, entry] of entries.entries()) {
        expect(again[index]).toEqual({ ...entry, file: name, line: again[index]?.line });
      }
    }
  });

  it("finds the accents of an ISO-8859-15 sample", async () => {
    const [, pupil] = await entriesOf(`${samples}/aaf/constructed/ENT_0990001N_Complet_20250901_Eleve_0000.xml`);
    expect(pupil?.attributes.get("givenName")).toEqual(["Zoé"]);
  });

  it("reads the EXP_COURS sample", async () => {
    const path = `${samples}/edt/constructed/EXP_COURS.xml`;
    const { items: lessons } = await collect(readExpCours(createReadStream(path), path));
    expect(lessons).toHaveLength(1);
    expect(lessons[0]?.problems).toEqual([]);
    expect(lessons[0]?.value).toMatchObject({
      subjectCode: "MATHS",
      audiences: ["6A"],
      weekday: 1,
      start: "08:30",
      minutes: 60,
      room: "B12",
    });
  });

  it("keeps to the element order of the ministry's DTD", async () => {
    const dtd = await readFile(`${samples}/aaf/ficAlimMENESR.dtd`, "latin1");
    expect(dtd).toContain("<!ELEMENT addRequest (operationalAttributes, identifier, attributes)>");
    const written = [
      ...writeAaf("Eleve", [{ operation: "add", id: "1", attributes: new Map([["sn", ["LE GALL"]]]) }]),
    ].join("");
    expect(written.match(/<(operationalAttributes|identifier|attributes)>/g)).toEqual([
      "<operationalAttributes>",
      "<identifier>",
      "<attributes>",
    ]);
  });
});
