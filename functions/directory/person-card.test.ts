import type { PersonId, SchoolId } from "@preau/contract";
import { describe, expect, it } from "vitest";
import type { Person } from "./person.ts";
import { pupilCard, teaches, type Viewer } from "./person-card.ts";

const schoolId = "0990001N" as SchoolId;
const [nina, ada, jo, alix] = ["0", "1", "2", "3"].map((digit) => `per_${digit.repeat(13)}` as PersonId);
if (nina === undefined || ada === undefined || jo === undefined || alix === undefined) throw new Error("four people");

const sixthA = { audienceId: "aud_7k2mq4x9d0abc", code: "6A", label: "Sixième A", kind: "class" } as const;
const audience = sixthA as unknown as NonNullable<Person["pupil"]>["audiences"][number];
const named = (familyName: string, givenName: string, phone: string): Person => ({
  academy: "TEST",
  joinId: "1",
  familyName,
  givenName,
  roles: [],
  school: { name: "Collège", timeZone: "Europe/Paris" },
  contact: { phones: [phone], address: { lines: ["3 rue Fictive"] } },
});

const pupil = {
  id: nina,
  content: {
    ...named("MARLOW", "Nina", "pupil-phone"),
    birthDate: "2014-03-14",
    pupil: {
      ine: "099000001AB",
      regime: "EXTERNE LIBRE",
      options: [],
      audiences: [audience],
      guardians: [
        { personId: ada, level: 1 as const, kinship: "10" },
        { personId: jo, level: 1 as const, kinship: "20" },
        { personId: alix, level: 3 as const, kinship: "90" },
      ],
    },
  },
};
const guardians = [
  { id: ada, content: named("MARLOW", "Ada", "mother-phone") },
  { id: jo, content: named("FOLEY", "Jo", "father-phone") },
  { id: alix, content: named("D'ORVAL", "Alix", "neighbour-phone") },
];

describe("what a card of a pupil says", () => {
  const table: readonly [string, Viewer, { phones: string[]; adults: string[]; birthDate: boolean }][] = [
    [
      "school life reaches everybody, contacts of the third level included",
      { as: "school-life" },
      {
        phones: ["pupil-phone", "mother-phone", "father-phone", "neighbour-phone"],
        adults: ["Ada", "Jo", "Alix"],
        birthDate: true,
      },
    ],
    [
      "a teacher knows who the adults are and reaches nobody",
      { as: "teacher" },
      { phones: [], adults: ["Ada", "Jo", "Alix"], birthDate: false },
    ],
    [
      "a mother sees her own contact, never the father's, nor the child's, which may be his",
      { as: "guardian", personId: ada },
      { phones: ["mother-phone"], adults: ["Ada", "Jo"], birthDate: true },
    ],
    [
      "a father sees his own contact, never the mother's",
      { as: "guardian", personId: jo },
      { phones: ["father-phone"], adults: ["Ada", "Jo"], birthDate: true },
    ],
  ];
  it.each(table)("%s", (_, viewer, expected) => {
    const card = pupilCard(schoolId, pupil, guardians, viewer);
    const phones = [card.contact, ...card.guardians.map(({ contact }) => contact)].flatMap((one) => one?.phones ?? []);
    expect(phones).toEqual(expected.phones);
    expect(card.guardians.map(({ givenName }) => givenName)).toEqual(expected.adults);
    expect(card.birthDate !== undefined).toBe(expected.birthDate);
    expect(card).toMatchObject({ pupilId: nina, schoolId, givenName: "Nina", audiences: [{ code: "6A" }] });
  });

  it("never the national number nor the join id, to anybody", () => {
    for (const [, viewer] of table)
      expect(JSON.stringify(pupilCard(schoolId, pupil, guardians, viewer))).not.toMatch(/099000001AB|joinId/);
  });

  it("kinship in French", () => {
    const card = pupilCard(schoolId, pupil, guardians, { as: "school-life" });
    expect(card.guardians.map(({ kinship }) => kinship)).toEqual(["mère", "père", "autre"]);
  });
});

describe("a teacher", () => {
  const teacher = (audienceId: string): Person => ({
    ...named("BRIAC", "Solène", ""),
    staff: {
      functions: [],
      headTeacherOf: [],
      teaches: [{ ...audience, audienceId: audienceId as typeof audience.audienceId, subjects: [] }],
    },
  });
  it("of one of the pupil's classes or groups is the pupil's own", () => {
    expect(teaches(teacher(sixthA.audienceId), pupil.content)).toBe(true);
  });
  it("of another class is not", () => {
    expect(teaches(teacher("aud_0000000000000"), pupil.content)).toBe(false);
  });
});
