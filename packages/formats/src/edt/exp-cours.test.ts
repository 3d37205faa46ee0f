import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesOf, collect } from "../../test/bytes-of.ts";
import { type ExpCoursLesson, expCoursFrequencies } from "./lesson.ts";
import { readExpCours } from "./read-exp-cours.ts";
import { writeExpCours } from "./write-exp-cours.ts";

const fields: Readonly<Record<string, string>> = {
  NUMERO: "1",
  DUREE: "1h00",
  FREQUENCE: "H",
  MAT_CODE: "MATHS",
  MAT_LIBELLE: "MATHEMATIQUES",
  PROF_NOM: "BRIAC",
  PROF_PRENOM: "Solène",
  CLASSE: "6A",
  SALLE: "B12",
  ALTERNANCE: "H",
  MODALITE: "CG",
  "CO-ENS.": "N",
  "POND.": "1",
  JOUR: "lundi",
  "H.DEBUT": "08h30",
  EFFECTIF: "26",
};

async function readLesson(changes: Readonly<Record<string, string>> = {}) {
  const elements = Object.entries({ ...fields, ...changes }).map(([name, value]) => `<${name}>${value}</${name}>`);
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<TABLE nom="Cours">\n<Cours numero="1">${elements.join("")}</Cours></TABLE>`;
  const { items } = await collect(readExpCours(bytesOf(text), "EXP_COURS.xml"));
  return items[0];
}

describe("a lesson of an EDT export", () => {
  it("has a subject, a teacher, a class, a room and a place in the week", async () => {
    expect(await readLesson()).toEqual({
      file: "EXP_COURS.xml",
      line: 3,
      problems: [],
      value: {
        number: "1",
        subjectCode: "MATHS",
        subjectLabel: "MATHEMATIQUES",
        teachers: [{ familyName: "BRIAC", givenName: "Solène" }],
        audiences: ["6A"],
        room: "B12",
        frequency: "H",
        alternation: "H",
        modality: "CG",
        weekday: 1,
        start: "08:30",
        minutes: 60,
        coTaught: false,
        headcount: 26,
      },
    });
  });

  it("may have several teachers and classes", async () => {
    const lesson = await readLesson({
      PROF_NOM: "BRIAC, D'ORVAL",
      PROF_PRENOM: "Solène, Karim",
      CLASSE: "6A,6B",
      "CO-ENS.": "O",
    });
    expect(lesson?.value).toMatchObject({
      teachers: [
        { familyName: "BRIAC", givenName: "Solène" },
        { familyName: "D'ORVAL", givenName: "Karim" },
      ],
      audiences: ["6A", "6B"],
      coTaught: true,
    });
  });

  it("may have no teacher, no room, no headcount and no co-teaching yet", async () => {
    const lesson = await readLesson({ PROF_NOM: "", PROF_PRENOM: "", SALLE: "", EFFECTIF: "", "CO-ENS.": "" });
    expect(lesson).toMatchObject({
      problems: [],
      value: { teachers: [], room: undefined, headcount: undefined, coTaught: false },
    });
  });

  it("may be one week in two, on another day, at an hour without zero, for an hour and a half", async () => {
    const lesson = await readLesson({ FREQUENCE: "Q2", JOUR: "Vendredi", "H.DEBUT": "8h05", DUREE: "1h30" });
    expect(lesson?.value).toMatchObject({ frequency: "Q2", weekday: 5, start: "08:05", minutes: 90 });
  });

  it.each(["NUMERO", "MAT_LIBELLE", "CLASSE", "JOUR", "H.DEBUT", "DUREE", "FREQUENCE"])(
    "is refused without %s, with its line and number",
    async (attribute) => {
      const lesson = await readLesson({ [attribute]: "" });
      expect(lesson?.value).toBeUndefined();
      expect(lesson?.problems).toMatchObject([
        { level: "refused", code: "missing", attribute, line: 3, message: expect.stringContaining("Cours 1 :") },
      ]);
    },
  );

  it.each([
    ["JOUR", "monday"],
    ["H.DEBUT", "24h00"],
    ["H.DEBUT", "8:30"],
    ["DUREE", "0h00"],
    ["DUREE", "55"],
    ["FREQUENCE", "X"],
    ["CLASSE", ","],
    ["PROF_PRENOM", "Solène, Karim"],
  ])("is refused when %s is %s, and the message says so", async (attribute, value) => {
    const lesson = await readLesson({ [attribute]: value });
    expect(lesson?.value).toBeUndefined();
    expect(lesson?.problems).toMatchObject([{ level: "refused", code: "invalid", attribute }]);
  });
});

describe("the teachers of a lesson", () => {
  it("are refused when a given name is missing: nobody is taken for somebody else", async () => {
    const lesson = await readLesson({ PROF_NOM: "BRIAC, D'ORVAL" });
    expect(lesson).toMatchObject({ value: undefined, problems: [{ level: "refused", attribute: "PROF_PRENOM" }] });
  });
});

describe("a file of lessons", () => {
  it("reads back as it was written", async () => {
    const name = fc.stringMatching(/^[A-Za-zÉéèç&<'-][A-Za-zÉéèç&<' -]{0,10}[A-Za-z]$/);
    const optional = fc.option(name, { nil: undefined });
    const lesson: fc.Arbitrary<ExpCoursLesson> = fc.record({
      number: fc.nat().map(String),
      subjectCode: name,
      subjectLabel: name,
      teachers: fc.array(fc.record({ familyName: name, givenName: name }), { maxLength: 3 }),
      audiences: fc.array(name, { minLength: 1, maxLength: 3 }),
      room: optional,
      frequency: fc.constantFrom(...expCoursFrequencies),
      alternation: optional,
      modality: optional,
      weekday: fc.integer({ min: 1, max: 7 }),
      start: fc
        .integer({ min: 0, max: 1439 })
        .map((minute) => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`),
      minutes: fc.integer({ min: 1, max: 600 }),
      coTaught: fc.boolean(),
      headcount: fc.option(fc.nat({ max: 40 }), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(lesson), async (lessons) => {
        const { items, fault } = await collect(readExpCours(bytesOf(writeExpCours(lessons)), "f.xml"));
        expect(fault).toBeUndefined();
        expect(items.flatMap(({ problems }) => problems)).toEqual([]);
        expect(items.map(({ value }) => value)).toEqual(lessons);
      }),
    );
  });

  it("never passes over an element that is no lesson without a word", async () => {
    const text = '<?xml version="1.0" encoding="UTF-8"?>\n<TABLE>\n<Salle/></TABLE>';
    const { items } = await collect(readExpCours(bytesOf(text), "f.xml"));
    expect(items).toMatchObject([{ value: undefined, problems: [{ level: "refused", attribute: "Salle", line: 3 }] }]);
  });

  it("is refused when it is an AAF file", async () => {
    const { fault } = await collect(
      readExpCours(bytesOf('<?xml version="1.0" encoding="UTF-8"?><ficAlimMENESR/>'), "f.xml"),
    );
    expect(fault).toMatchObject({ code: "wrong-format" });
  });
});
