import { escapeXml, type XmlEncoding } from "../xml/encode-xml.ts";
import { type ExpCoursLesson, expCoursWeekdays } from "./lesson.ts";

/**
 * Writes an `EXP_COURS` file that `readExpCours` reads back, as text in pieces; the bytes come from `encodeXml` with the same encoding.
 * A comma separates names in this format, so none may contain one.
 */
export function* writeExpCours(lessons: Iterable<ExpCoursLesson>, encoding: XmlEncoding = "UTF-8"): Generator<string> {
  yield `<?xml version="1.0" encoding="${encoding}"?>\n<TABLE nom="Cours">\n`;
  for (const lesson of lessons) {
    const fields = fieldsOf(lesson).map(([name, value = ""]) => `<${name}>${escapeXml(value)}</${name}>`);
    yield `<Cours numero="${escapeXml(lesson.number)}">${fields.join("")}</Cours>\n`;
  }
  yield "</TABLE>\n";
}

function fieldsOf(lesson: ExpCoursLesson): readonly (readonly [string, string | undefined])[] {
  return [
    ["NUMERO", lesson.number],
    ["DUREE", `${Math.floor(lesson.minutes / 60)}h${twoDigits(lesson.minutes % 60)}`],
    ["FREQUENCE", lesson.frequency],
    ["MAT_CODE", lesson.subjectCode],
    ["MAT_LIBELLE", lesson.subjectLabel],
    ["PROF_NOM", lesson.teachers.map(({ familyName }) => familyName).join(", ")],
    ["PROF_PRENOM", lesson.teachers.map(({ givenName }) => givenName).join(", ")],
    ["CLASSE", lesson.audiences.join(", ")],
    ["SALLE", lesson.room],
    ["ALTERNANCE", lesson.alternation],
    ["MODALITE", lesson.modality],
    ["CO-ENS.", lesson.coTaught ? "O" : "N"],
    ["POND.", "1"],
    ["JOUR", expCoursWeekdays[lesson.weekday - 1]],
    ["H.DEBUT", lesson.start.replace(":", "h")],
    ["EFFECTIF", lesson.headcount === undefined ? undefined : String(lesson.headcount)],
  ];
}

function twoDigits(minutes: number): string {
  return String(minutes).padStart(2, "0");
}
