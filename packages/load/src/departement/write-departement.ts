import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type AafCategory, type AafEntryToWrite, encodeXml, formatAafFileName, uaiKey, writeAaf } from "@preau/formats";

/** How large a département is: 120 schools of 830 people are a hundred thousand. */
export interface Size {
  readonly schools: number;
  readonly pupilsPerSchool: number;
  readonly adultsPerSchool: number;
  readonly staffPerSchool: number;
}

export const DEPARTEMENT: Size = { schools: 120, pupilsPerSchool: 360, adultsPerSchool: 440, staffPerSchool: 34 };

const PUPILS_A_CLASS = 24;
const FAMILY = ["MARLOW", "FOLEY", "BRIAC", "OUALI", "NUNES", "LE GOFF", "PETIT-JEAN", "ZHOU", "DIALLO", "ROUX"];
const GIVEN = ["Ada", "Nina", "Paul", "Zoé", "Karim", "Inès", "Solène", "Maël", "Alix", "Jo", "Lou", "Éden"];

const entry = (id: string, attributes: Record<string, string | readonly string[]>): AafEntryToWrite => ({
  operation: "add",
  id,
  attributes: new Map(Object.entries(attributes).map(([name, value]) => [name, [value].flat()])),
});
const nameOf = (number: number) => ({
  sn: `${FAMILY[number % FAMILY.length]} ${FAMILY[(number * 7) % FAMILY.length]}`,
  givenName: `${GIVEN[number % GIVEN.length]}-${GIVEN[(number * 5) % GIVEN.length]}`,
});
const two = (number: number): string => String(number).padStart(2, "0");
const structureOf = (school: number): string => String(9_000 + school);
const classesOf = ({ pupilsPerSchool }: Size): readonly string[] =>
  Array.from({ length: Math.ceil(pupilsPerSchool / PUPILS_A_CLASS) }, (_, index) => `${6 - (index % 4)}${two(index)}`);

function* schools(size: Size): Generator<AafEntryToWrite> {
  for (let school = 0; school < size.schools; school += 1) {
    const digits = `099${String(school).padStart(4, "0")}`;
    yield entry(structureOf(school), {
      ENTStructureJointure: structureOf(school),
      ENTStructureUAI: `${digits}${uaiKey(digits)}`,
      ENTStructureNomCourant: `CLG$COLLEGE ${school}$VILLE-TEST`,
      ENTServAcCodeAcademie: "99",
      ENTServAcAcademie: "TEST",
      ENTStructureClasses: classesOf(size).map((code) => `${code}$Classe ${code}`),
    });
  }
}

function* adults({ schools: count, adultsPerSchool }: Size): Generator<AafEntryToWrite> {
  for (let number = 0; number < count * adultsPerSchool; number += 1)
    yield entry(String(8_000_000 + number), {
      ENTPersonJointure: String(8_000_000 + number),
      ...nameOf(number),
      personalTitle: number % 2 === 0 ? "Mme" : "M.",
      mobile: `+33 6 99 ${two(number % 100)} ${two(Math.floor(number / 100) % 100)} 00`,
      mail: `adulte-${number}@example.org`,
      ENTPersonAdresse: `${number % 90} rue Fictive$$$`,
      ENTPersonCodePostal: "99001",
      ENTPersonVille: "VILLE-TEST",
    });
}

function* pupils(size: Size): Generator<AafEntryToWrite> {
  const classes = classesOf(size);
  for (let school = 0; school < size.schools; school += 1)
    for (let rank = 0; rank < size.pupilsPerSchool; rank += 1) {
      const number = school * size.pupilsPerSchool + rank;
      const adult = (turn: number) =>
        8_000_000 + school * size.adultsPerSchool + ((rank * 2 + turn) % size.adultsPerSchool);
      yield entry(String(7_000_000 + number), {
        ENTPersonJointure: String(7_000_000 + number),
        ...nameOf(number),
        ENTEleveINE: `${String(number).padStart(9, "0")}AA`,
        ENTPersonDateNaissance: `${two(1 + (number % 28))}/${two(1 + (number % 12))}/2014`,
        ENTPersonStructRattach: structureOf(school),
        ENTEleveClasses: `${structureOf(school)}$${classes[rank % classes.length]}`,
        ENTElevePersRelEleve: [`${adult(0)}$10$1$1$1$0`, `${adult(1)}$20$0$1$0$0`],
      });
    }
}

function* staff(size: Size): Generator<AafEntryToWrite> {
  const classes = classesOf(size);
  for (let school = 0; school < size.schools; school += 1)
    for (let rank = 0; rank < size.staffPerSchool; rank += 1) {
      const number = school * size.staffPerSchool + rank;
      const structure = structureOf(school);
      yield entry(String(6_000_000 + number), {
        ENTPersonJointure: String(6_000_000 + number),
        ...nameOf(number + 3),
        ENTPersonFonctions: `${structure}$${rank === 0 ? "DIR$DIRECTION" : "ENS$ENSEIGNEMENT"}`,
        ENTAuxEnsClasses: [0, 1, 2, 3].map((turn) => `${structure}$${classes[(rank + turn) % classes.length]}`),
      });
    }
}

/** An academy numbers the parts of a long file; these hold some six megabytes each. */
const ENTRIES_A_PART = 8_000;

function* inParts(entries: Iterable<AafEntryToWrite>): Generator<readonly [part: number, entries: AafEntryToWrite[]]> {
  let part = 0;
  let some: AafEntryToWrite[] = [];
  for (const one of entries) {
    some.push(one);
    if (some.length < ENTRIES_A_PART) continue;
    yield [part++, some];
    some = [];
  }
  if (some.length > 0) yield [part, some];
}

/** Writes the full AAF delivery of an invented département into `dir`, and gives the names of its files. No person is real. */
export const writeDepartement = async (size: Size, dir: string): Promise<readonly string[]> => {
  await mkdir(dir, { recursive: true });
  const files: readonly (readonly [AafCategory, Generator<AafEntryToWrite>])[] = [
    ["EtabEducNat", schools(size)],
    ["PersRelEleve", adults(size)],
    ["Eleve", pupils(size)],
    ["PersEducNat", staff(size)],
  ];
  const names: string[] = [];
  for (const [category, entries] of files)
    for (const [part, some] of inParts(entries)) {
      const name = formatAafFileName({ prefix: "ENT_DEPT", kind: "Complet", date: "2026-09-02", category, part });
      const text = encodeXml(writeAaf(category, some, "UTF-8"), "UTF-8");
      await pipeline(Readable.from(text), createWriteStream(join(dir, name)));
      names.push(name);
    }
  return names;
};
