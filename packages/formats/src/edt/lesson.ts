import type { LineProblem, Mapped } from "../problem.ts";
import { childText, type XmlElement } from "../xml/read-records.ts";

/** `H` every week; the others one week in two, and how a real file spells those is not verified. */
export const expCoursFrequencies = ["H", "Q1", "Q2", "QA", "QB"] as const;
export type ExpCoursFrequency = (typeof expCoursFrequencies)[number];

/** The days as the file names them; the first is day 1. */
export const expCoursWeekdays: readonly string[] = [
  "lundi",
  "mardi",
  "mercredi",
  "jeudi",
  "vendredi",
  "samedi",
  "dimanche",
];

/** One weekly lesson of an `EXP_COURS` file. */
export interface ExpCoursLesson {
  readonly number: string;
  readonly subjectCode: string;
  readonly subjectLabel: string;
  readonly teachers: readonly { readonly familyName: string; readonly givenName: string }[];
  /** Codes of classes and groups. */
  readonly audiences: readonly string[];
  readonly room: string | undefined;
  readonly frequency: ExpCoursFrequency;
  readonly alternation: string | undefined;
  /** `CG` whole class, `TD`, `TP`… */
  readonly modality: string | undefined;
  /** 1 to 7, 1 is Monday. */
  readonly weekday: number;
  /** `08:30`, school time. */
  readonly start: string;
  readonly minutes: number;
  readonly coTaught: boolean;
  readonly headcount: number | undefined;
}

/**
 * Maps a `Cours`. Without number, subject, class, day, hour, length or known frequency it is refused: guessing would show a wrong timetable.
 * That several teachers or classes are separated by commas is not verified on a real file.
 */
export function mapLesson(record: XmlElement, file: string): Mapped<ExpCoursLesson> {
  const problems: LineProblem[] = [];
  function refuse(attribute: string, code: LineProblem["code"], cause: string): undefined {
    const message = `Cours ${childText(record, "NUMERO") ?? record.attributes.numero ?? "sans numéro"} : ${attribute} ${cause}. Le cours n'est pas importé.`;
    problems.push({ file, line: record.line, level: "refused", code, attribute, message });
  }
  function required<Value>(
    name: string,
    read: (text: string) => Value | undefined,
    expected: string,
  ): Value | undefined {
    const text = childText(record, name);
    if (text === undefined) return refuse(name, "missing", "est absent ou vide");
    return read(text) ?? refuse(name, "invalid", `vaut « ${text} » au lieu de ${expected}`);
  }
  const number = required("NUMERO", String, "un numéro");
  const subjectLabel = required("MAT_LIBELLE", String, "un libellé");
  const audiences = required("CLASSE", readCodes, "codes de classes");
  const weekday = required("JOUR", readWeekday, "lundi, mardi…");
  const start = required("H.DEBUT", readStart, "08h30");
  const minutes = required("DUREE", readMinutes, "1h00");
  const frequency = required("FREQUENCE", readFrequency, expCoursFrequencies.join(", "));
  const teachers = readTeachers(record);
  if (teachers === undefined) refuse("PROF_PRENOM", "invalid", "ne compte pas autant de noms que PROF_NOM");
  if (
    number === undefined ||
    subjectLabel === undefined ||
    audiences === undefined ||
    weekday === undefined ||
    start === undefined ||
    minutes === undefined ||
    frequency === undefined ||
    teachers === undefined
  ) {
    return { value: undefined, problems };
  }
  const headcount = Number(childText(record, "EFFECTIF"));
  const value: ExpCoursLesson = {
    number,
    subjectLabel,
    subjectCode: childText(record, "MAT_CODE") ?? subjectLabel,
    teachers,
    audiences,
    room: childText(record, "SALLE"),
    frequency,
    alternation: childText(record, "ALTERNANCE"),
    modality: childText(record, "MODALITE"),
    weekday,
    start,
    minutes,
    coTaught: childText(record, "CO-ENS.") === "O",
    headcount: Number.isInteger(headcount) ? headcount : undefined,
  };
  return { value, problems };
}

function commaSeparated(text: string): readonly string[] {
  return text.split(",").map((part) => part.trim());
}

function readCodes(text: string): readonly string[] | undefined {
  const codes = commaSeparated(text).filter((code) => code !== "");
  return codes.length === 0 ? undefined : codes;
}

/** A lesson may have no teacher yet; names and given names must pair up. */
function readTeachers(record: XmlElement): ExpCoursLesson["teachers"] | undefined {
  const familyNames = childText(record, "PROF_NOM");
  if (familyNames === undefined) return [];
  const givenNames = commaSeparated(childText(record, "PROF_PRENOM") ?? "");
  const teachers = commaSeparated(familyNames).map((familyName, index) => ({
    familyName,
    givenName: givenNames[index] ?? "",
  }));
  return teachers.length === givenNames.length ? teachers : undefined;
}

function readWeekday(text: string): number | undefined {
  const day = expCoursWeekdays.indexOf(text.toLowerCase());
  return day < 0 ? undefined : day + 1;
}

function readStart(text: string): string | undefined {
  const [, hour = "", minute] = /^([01]?\d|2[0-3])h([0-5]\d)$/.exec(text) ?? [];
  return minute === undefined ? undefined : `${hour.padStart(2, "0")}:${minute}`;
}

function readMinutes(text: string): number | undefined {
  const [, hours, minutes] = /^(\d{1,2})h([0-5]\d)$/.exec(text) ?? [];
  return Number(hours) * 60 + Number(minutes) || undefined;
}

function readFrequency(text: string): ExpCoursFrequency | undefined {
  return expCoursFrequencies.find((known) => known === text);
}
