import type { SchoolId } from "@preau/contract";
import { describe, expect, it } from "vitest";
import type { ImportIssue } from "../contract.ts";
import {
  bytesOf,
  COLLEGE,
  filesOf,
  LYCEE,
  nameOf,
  piecesOf,
  type Sample,
  sample,
  textOf,
} from "../test/sample-delivery.ts";
import { EMPTY, planInMemory, readToParts } from "../test/school-in-memory.ts";

const deliveredOf = (files: Map<string, Uint8Array>) =>
  [...files].map(([name, bytes]) => ({ name, open: () => piecesOf(bytes) }));
const context = { schoolId: "", academy: "", schoolYear: 2026 };

/** Reads a delivery, then compares each of its schools with nothing. */
const check = async (files: Map<string, Uint8Array>) => {
  const { schools, issues, counts } = await readToParts("aaf", deliveredOf(files), context);
  const plans = [];
  for (const { schoolId } of schools ?? [])
    plans.push(await planInMemory(EMPTY, { kind: "aaf", schoolId, files: deliveredOf(files), version: 1 }));
  return { schools, counts, plans, lines: [...issues, ...plans.flatMap((plan) => plan.issues)] };
};

const checkRecords = (change: (records: Sample) => void) => {
  const records = sample();
  change(records);
  return check(filesOf(records));
};

const pupil = (records: Sample, id: string) => records.Eleve[id] ?? {};

describe("a sound delivery", () => {
  it("is accepted without a line in its report", async () => {
    const { schools, lines, counts, plans } = await check(filesOf(sample()));
    expect(lines).toEqual([]);
    expect(schools?.map(({ schoolId }) => schoolId)).toEqual([COLLEGE, LYCEE]);
    expect(counts.pupils).toMatchObject({ read: 3, faulty: 0 });
    expect(plans.map(({ lines: all }) => all.filter(({ change }) => change.category !== "audiences").length)).toEqual([
      9, 4,
    ]);
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
      { file: nameOf("Eleve"), severity: "error", code: "missing" },
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
      { file: nameOf("Eleve"), severity: "error", code: "missing" },
      { pupils: 1 },
    ],
    [
      "a UAI with a wrong key letter is imported, with a warning",
      (records) => Object.assign(records.EtabEducNat["9002"] ?? {}, { ENTStructureUAI: "0990002X" }),
      { file: nameOf("EtabEducNat"), severity: "warning", code: "check-key" },
      { schools: 0 },
    ],
    [
      "a school of another academy is left out, and its people with it",
      (records) => Object.assign(records.EtabEducNat["9002"] ?? {}, { ENTServAcAcademie: "AUTRE" }),
      { severity: "error", code: "other-academy" },
      { schools: 1, pupils: 1 },
    ],
    [
      "a group with the code of a class is left out",
      (records) =>
        Object.assign(records.EtabEducNat["9001"] ?? {}, { ENTStructureGroupes: ["6GLAT$Latin$6A", "6A$Un groupe"] }),
      { severity: "error", code: "duplicate-code" },
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
    const { schools, lines, counts } = await checkRecords(change);
    expect(schools).toBeDefined();
    expect(lines).toContainEqual(expect.objectContaining(line));
    for (const [category, count] of Object.entries(faulty))
      expect(counts[category as keyof typeof counts].faulty).toBe(count);
  });

  it("an adult named twice by a pupil counts once, under the higher responsibility", async () => {
    const { plans } = await checkRecords((records) =>
      Object.assign(pupil(records, "700003"), { ENTElevePersRelEleve: ["800002$20$1$1", "800002$90$0$3"] }),
    );
    const paul = plans[1]?.lines.find(({ change }) => change.name === "D'ORVAL Paul")?.write?.record;
    expect(paul?.content).toMatchObject({ pupil: { guardians: [{ level: 1, kinship: "20" }] } });
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
    expect(lines).toContainEqual(
      expect.objectContaining({ file: nameOf("Eleve"), severity: "error", code: "invalid" }),
    );
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
    const { schools, lines } = await check(filesOf(sample()).set(nameOf("Eleve"), bytes));
    expect(schools).toBeUndefined();
    expect(lines).toContainEqual(
      expect.objectContaining({ file: nameOf("Eleve"), line: expect.any(Number), severity: "error", code }),
    );
  });
});

describe("the export of a school", () => {
  it("that speaks of another school is refused whole", async () => {
    const other = { ...context, schoolId: LYCEE as SchoolId };
    const { schools, issues } = await readToParts("aaf", deliveredOf(filesOf(sample())), other);
    expect(schools).toBeUndefined();
    expect(issues).toMatchObject([{ severity: "error", code: "wrong-school" }]);
  });
});
