import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { garSchool } from "../../test/gar-school.ts";
import type { GarExport, GarInSchool } from "./gar-model.ts";
import { garFiles, maxGarNodes, writeGarArchive } from "./write-gar.ts";

function texts(asked: GarExport): Map<string, string> {
  return new Map([...garFiles(asked)].map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]));
}

function only(asked: GarExport, kind: string): string {
  return [...texts(asked)].find(([name]) => name.includes(`_${kind}_`))?.[1] ?? "";
}

async function archiveOf(asked: GarExport) {
  const archive = writeGarArchive(asked);
  const chunks: Uint8Array[] = [];
  for await (const chunk of archive.chunks) chunks.push(chunk);
  return { ...archive, bytes: Buffer.concat(chunks) };
}

describe("a nightly sending to the GAR", () => {
  it("has five kinds of file, named by ENT, Paris time and degree, even when one is empty", () => {
    expect([...texts({ ...garSchool, managers: [] }).keys()]).toEqual(
      ["Eleve", "Enseignant", "Etab", "Groupe", "RespAff"].map(
        (kind) => `XX_GAR-ENT_Complet_20260916_021500_2D_${kind}_0000.xml`,
      ),
    );
  });

  it("gives a pupil's first name among all the first names, which the GAR requires", () => {
    expect(only(garSchool, "Eleve").match(/AutresPrenoms>[^<]+</g)).toEqual([
      "AutresPrenoms>Nina<",
      "AutresPrenoms>Zoé<",
    ]);
  });

  it("is split every ten thousand nodes, each once", () => {
    const [pupil] = garSchool.pupils;
    if (pupil === undefined) throw new Error("the fixture has a pupil");
    const pupils = Array.from({ length: maxGarNodes }, (_, index) => ({ ...pupil, id: `p${index}`, subjects: [] }));
    const files = [...texts({ ...garSchool, pupils })].filter(([name]) => name.includes("_Eleve_"));
    expect(files.map(([name]) => name.slice(-8))).toEqual(["0000.xml", "0001.xml"]);
    expect(files.map(([, text]) => text.match(/<men:(GAREleve|GARPersonMEF)>/g)?.length)).toEqual([
      maxGarNodes,
      maxGarNodes,
    ]);
    expect(files[0]?.[1]).not.toContain("<men:GARPersonMEF>");
  });

  it("leaves out a second node of the same key, which would make the file invalid", () => {
    const double = <Item>(items: readonly Item[]) => [...items, ...items];
    const inClasses = <Person extends { levels: readonly GarInSchool[]; groups: readonly GarInSchool[] }>(
      one: Person,
    ) => {
      return { ...one, levels: double(one.levels), groups: double(one.groups) };
    };
    const schools = garSchool.schools.map((one) => {
      return { ...one, groups: double(one.groups), mefs: double(one.mefs), subjects: double(one.subjects) };
    });
    const pupils = garSchool.pupils.map((one) => ({ ...inClasses(one), subjects: double(one.subjects) }));
    const staff = garSchool.staff.map((one) => ({ ...inClasses(one), teaches: double(one.teaches) }));
    const managers = double(garSchool.managers);
    const twice = { ...garSchool, schools: double(schools), pupils: double(pupils), staff: double(staff), managers };
    expect(texts(twice)).toEqual(texts(garSchool));
  });

  it("sends, in the first degree, levels of four characters and no subject, mail nor seat", () => {
    const all = [...texts({ ...garSchool, degree: "1D" }).values()].join("");
    expect(all).toContain('xmlns:men="http://data.education.fr/ns/gar/1d"');
    expect(all).toContain("<men:GARMEFSTAT4Code>");
    expect(all.match(/GARMatiere|GAREns(Groupe|Classe)Matiere|StructRattachFctl|GARMEFCode/)).toBeNull();
    expect(only({ ...garSchool, degree: "1D" }, "Enseignant")).not.toContain("GARPersonMail");
  });

  it("drops a character that XML forbids rather than lose the night", () => {
    const schools = garSchool.schools.map((one) => ({ ...one, name: "Collège\u0000 A&B \ud800" }));
    expect(only({ ...garSchool, schools }, "Etab")).toContain("<men:GARStructureNomCourant>Collège A&amp;B \ufffd<");
  });

  it("is packed as a tar that says the name, size and time of each file, and ends", async () => {
    const tar = gunzipSync((await archiveOf(garSchool)).bytes);
    const read: [string, string][] = [];
    let at = 0;
    while (tar[at] !== 0) {
      const text = (from: number, length: number) =>
        tar.toString("ascii", at + from, at + from + length).replace(/[\0 ].*$/s, "");
      const sum = tar
        .subarray(at, at + 512)
        .reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
      expect(Number.parseInt(text(148, 8), 8)).toBe(sum);
      expect([text(257, 5), Number.parseInt(text(136, 12), 8)]).toEqual(["ustar", garSchool.at.getTime() / 1000]);
      const size = Number.parseInt(text(124, 12), 8);
      read.push([text(0, 100), tar.toString("utf8", at + 512, at + 512 + size)]);
      at += 512 + Math.ceil(size / 512) * 512;
    }
    expect(new Map(read)).toEqual(texts(garSchool));
    expect(tar.length).toBe(at + 1024);
  });

  it("is the same bytes each time, with the sum that proves it", async () => {
    const [one, other] = [await archiveOf(garSchool), await archiveOf(garSchool)];
    expect(one.bytes.equals(other.bytes)).toBe(true);
    const sum = createHash("md5").update(one.bytes).digest("hex");
    expect(one.checksum()).toEqual({ name: `${one.name}.md5`, bytes: Buffer.from(`${sum}  ${one.name}\n`) });
  });
});
