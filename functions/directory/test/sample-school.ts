import type { SchoolId } from "@preau/contract";
import type { FileSource } from "@preau/formats/read-statements";
import type { SchoolModel } from "@preau/formats/sample/school-model";
import { delivered, writeSchoolAs } from "@preau/formats/sample/write-school-as";
import { COLLEGE } from "./sample-delivery.ts";

export const SCHOOL = COLLEGE as SchoolId;

/** A school that every source can tell of. Two families share a name, and Léa and Léo Marlow are twins; all people are invented. */
export const sampleSchool = (): SchoolModel => ({
  uai: COLLEGE,
  name: "ADA LOVELACE",
  academy: "99",
  schoolYear: 2026,
  city: "VILLE-TEST",
  classes: [
    { code: "6A", label: "6A", mef: "10010012110" },
    { code: "6B", label: "6B", mef: "10010012110" },
  ],
  groups: [{ code: "6GLAT", label: "6GLAT", classCodes: ["6A", "6B"] }],
  subjects: [{ code: "061300", label: "MATHEMATIQUES" }],
  pupils: [
    pupil(1, "MARLOW", "Léa", "2014-03-14", "F", "6A", [adult(1, "10"), adult(2, "20")], ["6GLAT"]),
    pupil(2, "MARLOW", "Léo", "2014-03-14", "M", "6B", [adult(1, "10"), adult(2, "20")]),
    pupil(3, "FOLEY", "Nina", "2014-07-01", "F", "6A", [adult(3, "10")]),
    pupil(4, "MARLOW", "Zoé", "2013-12-02", "F", "6B", [adult(4, "20")], ["6GLAT"]),
    pupil(5, "D'ORVAL", "Maël", "2014-05-05", "M", "6A", [adult(5, "10"), adult(6, "20")]),
  ],
  adults: [
    { number: 1, familyName: "MARLOW", givenName: "Ada", title: "Mme", mobile: "+33 6 99 00 00 01" },
    { number: 2, familyName: "MARLOW", givenName: "Jo", title: "M.", mail: "jo@example.org" },
    { number: 3, familyName: "FOLEY", givenName: "Alix", title: "Mme" },
    { number: 4, familyName: "MARLOW", givenName: "Jo", title: "M." },
    { number: 5, familyName: "D'ORVAL", givenName: "Inès", title: "Mme" },
    { number: 6, familyName: "BRIAC", givenName: "Karim", title: "M." },
  ],
  staff: [
    {
      number: 1,
      familyName: "OUALI",
      givenName: "Solène",
      birthDate: "1980-01-01",
      title: "Mme",
      functionCode: "ENS",
      teaches: [{ audience: "class", code: "6A", subjects: ["061300"] }],
      headTeacherOf: ["6A"],
    },
    {
      number: 2,
      familyName: "NUNES",
      givenName: "Inès",
      birthDate: "1975-01-01",
      title: "Mme",
      functionCode: "DIR",
      teaches: [],
      headTeacherOf: [],
    },
  ],
});

const adult = (number: number, kinship: string) => ({ adult: number, kinship, level: 1 }) as const;
const pupil = (
  number: number,
  familyName: string,
  givenName: string,
  birthDate: string,
  sex: "M" | "F",
  classCode: string,
  guardians: SchoolModel["pupils"][number]["guardians"],
  groupCodes: readonly string[] = [],
): SchoolModel["pupils"][number] => ({
  number,
  familyName,
  givenName,
  birthDate,
  sex,
  ine: `07000000${number}AA`,
  classCode,
  groupCodes,
  guardians,
});

/** The files of a source, all or those whose name matches. */
export const filesAs = (source: FileSource, model: SchoolModel, only = /./) =>
  delivered(writeSchoolAs(source, model).filter(({ name }) => only.test(name)));
