import { describe, expect, it } from "vitest";
import type { ImportIssue } from "../contract.ts";
import { inReadingOrder } from "../delivery-files.ts";
import { noCounts } from "../import-job.ts";
import { bytesOf, filesOf, nameOf, piecesOf, type Sample, sample, textOf } from "../test/sample-delivery.ts";
import { checkDelivery } from "./check-delivery.ts";
import type { Report } from "./report.ts";

const check = async (files: Map<string, Uint8Array>) => {
  const lines: ImportIssue[] = [];
  const counts = noCounts();
  const report: Report = {
    add: async (...issues) => void lines.push(...issues),
    flush: async () => {},
    totals: () => ({ errors: 0, warnings: 0 }),
  };
  const delivery = {
    files: inReadingOrder([...files.keys()].map((name) => ({ name }))),
    open: (name: string) => piecesOf(files.get(name)),
  };
  const index = await checkDelivery(delivery, { report, counts, progress: async () => {} });
  return { index, lines, counts };
};

const checkRecords = (change: (records: Sample) => void) => {
  const records = sample();
  change(records);
  return check(filesOf(records));
};

const pupil = (records: Sample, id: string) => records.Eleve[id] ?? {};

describe("a sound delivery", () => {
  it("is accepted without a line in its report", async () => {
    const { index, lines, counts } = await check(filesOf(sample()));
    expect(lines).toEqual([]);
    expect(index?.schools.size).toBe(2);
    expect(counts.pupils).toMatchObject({ read: 3, faulty: 0 });
    expect([...(index?.members.values() ?? [])].map((members) => members.size)).toEqual([8, 3]);
  });
});

describe("a record that is wrong", () => {
  const cases: readonly [string, (records: Sample) => void, Partial<ImportIssue>, Partial<Record<string, number>>][] = [
    [
      "a class the school does not have costs the pupil that link, and is reported",
      (records) => Object.assign(pupil(records, "700001"), { ENTEleveClasses: "9001$6Z" }),
      { file: nameOf("Eleve"), line: 4, severity: "error", code: "unknown-class", subject: "700001" },
      { pupils: 0 },
    ],
    [
      "a pupil whose school is not delivered is left out",
      (records) => Object.assign(pupil(records, "700003"), { ENTPersonStructRattach: "9009" }),
      { severity: "error", code: "unknown-school", subject: "700003" },
      { pupils: 1 },
    ],
    [
      "a link to an adult without a record is left out",
      (records) =>
        Object.assign(pupil(records, "700002"), { ENTElevePersRelEleve: ["800003$20$1$1", "899999$10$1$1"] }),
      { severity: "error", code: "unknown-guardian", subject: "700002" },
      { pupils: 0 },
    ],
    [
      "a class that a teacher is said to have and the school does not is left out",
      (records) => Object.assign(records.PersEducNat["600001"] ?? {}, { ENTAuxEnsClasses: "9001$5Z" }),
      { file: nameOf("PersEducNat"), severity: "error", code: "unknown-class", subject: "600001" },
      { staff: 0 },
    ],
    [
      "a pupil without names is left out",
      (records) => Object.assign(pupil(records, "700003"), { sn: "" }),
      { severity: "error", code: "missing", subject: "700003" },
      { pupils: 1 },
    ],
    [
      "a UAI with a wrong key letter is imported, with a warning",
      (records) => Object.assign(records.EtabEducNat["9002"] ?? {}, { ENTStructureUAI: "0990002X" }),
      { file: nameOf("EtabEducNat"), severity: "warning", code: "check-key", subject: "9002" },
      { schools: 0 },
    ],
    [
      "a school of another academy is left out",
      (records) => {
        Object.assign(records.EtabEducNat["9002"] ?? {}, { ENTServAcAcademie: "AUTRE" });
        delete records.Eleve["700003"];
      },
      { severity: "error", code: "other-academy", subject: "9002" },
      { schools: 1 },
    ],
    [
      "a group with the code of a class is left out",
      (records) =>
        Object.assign(records.EtabEducNat["9001"] ?? {}, { ENTStructureGroupes: ["6GLAT$Latin$6A", "6A$Un groupe"] }),
      { severity: "error", code: "duplicate-code", subject: "9001" },
      { schools: 0 },
    ],
    [
      "a join id used twice serves the first record only",
      (records) =>
        Object.assign(records.PersEducNat, {
          "800001": { sn: "MARLOW", givenName: "Ada", ENTPersonFonctions: "9001$ENS" },
        }),
      { severity: "error", code: "duplicate", subject: "800001" },
      { staff: 1 },
    ],
    [
      "an adult linked to no pupil is left out, with a warning",
      (records) => Object.assign(records.PersRelEleve, { "800009": { sn: "SEUL", givenName: "Max" } }),
      { file: nameOf("PersRelEleve"), severity: "warning", code: "no-pupil", subject: "800009" },
      { guardians: 1 },
    ],
  ];
  it.each(cases)("%s", async (_, change, line, faulty) => {
    const { index, lines, counts } = await checkRecords(change);
    expect(index).toBeDefined();
    expect(lines).toContainEqual(expect.objectContaining(line));
    for (const [category, count] of Object.entries(faulty))
      expect(counts[category as keyof typeof counts].faulty).toBe(count);
  });

  it("an adult named twice by a pupil counts once, under the higher responsibility", async () => {
    const { index } = await checkRecords((records) =>
      Object.assign(pupil(records, "700003"), { ENTElevePersRelEleve: ["800002$20$1$1", "800002$90$0$3"] }),
    );
    expect(index?.guardianships.get("800002")).toMatchObject([{ structure: "9001" }, { structure: "9002", level: 1 }]);
  });

  it("a pupil without a known class is told to be on no roll-call sheet", async () => {
    const { lines } = await checkRecords((records) =>
      Object.assign(pupil(records, "700003"), { ENTEleveClasses: "9002$2Z" }),
    );
    expect(lines.map(({ code }) => code)).toEqual(["unknown-class", "no-class"]);
  });

  it("a deletion has no place in a full delivery and is left out", async () => {
    const files = filesOf(sample());
    const text = textOf(sample(), "Eleve")
      .replace("<addRequest>", "<deleteRequest>")
      .replace("</addRequest>", "</deleteRequest>");
    const { lines, counts } = await check(files.set(nameOf("Eleve"), bytesOf(text)));
    expect(lines).toContainEqual(expect.objectContaining({ code: "not-an-addition", subject: "700001" }));
    expect(counts.pupils.faulty).toBe(1);
  });
});

describe("a file that cannot be read to its end refuses the whole delivery", () => {
  const text = textOf(sample(), "Eleve");
  const huge = "x".repeat(10 * 1024 * 1024);
  const broken: readonly [string, Uint8Array, string][] = [
    ["cut in the middle", bytesOf(text.slice(0, text.length - 200)), "cut"],
    ["in another encoding than it says", bytesOf(text, "ISO-8859-15"), "encoding"],
    ["with an entity of its own", bytesOf(text.replace('SYSTEM "ficAlimMENESR.dtd"', '[<!ENTITY x "y">]')), "doctype"],
    ["with an unknown entity", bytesOf(text.replace("Nina", "&nina;")), "entity"],
    ["with a value of 10 MB", bytesOf(text.replace("Nina", huge)), "too-long"],
    ["with an attribute of 10 MB", bytesOf(text.replace('name="sn"', `name="${huge}"`)), "too-long"],
    ["that is not AAF", bytesOf('<?xml version="1.0" encoding="UTF-8"?><autre/>'.padEnd(400)), "wrong-format"],
    ["that holds another category", bytesOf(textOf(sample(), "PersRelEleve")), "wrong-format"],
  ];
  it.each(broken)("%s", async (_, bytes, code) => {
    const { index, lines } = await check(filesOf(sample()).set(nameOf("Eleve"), bytes));
    expect(index).toBeUndefined();
    expect(lines).toContainEqual(
      expect.objectContaining({ file: nameOf("Eleve"), line: expect.any(Number), severity: "error", code }),
    );
  });

  it("and the other files are still read for faults of their own, not for links to what was lost", async () => {
    const files = filesOf(sample());
    files.set(nameOf("EtabEducNat"), bytesOf(textOf(sample(), "EtabEducNat").slice(0, 500)));
    files.set(nameOf("Eleve"), bytesOf(text.slice(0, -30)));
    const { lines } = await check(files);
    expect(lines.map(({ file, code }) => [file, code])).toEqual([
      [nameOf("EtabEducNat"), "cut"],
      [nameOf("Eleve"), "cut"],
    ]);
  });
});
