import type { LineOfFile, LineProblem, Mapped } from "../problem.ts";
import { readRecords, type XmlElement } from "../xml/read-records.ts";
import { type ExpCoursLesson, mapLesson } from "./lesson.ts";

/** A lesson, or why it was refused, with the line it was read at. */
export type MappedLesson = Mapped<ExpCoursLesson> & LineOfFile;

/**
 * Reads the weekly lessons that the timetable product EDT exports (`EXP_COURS.xml`), one at a time.
 *
 * A lesson that lacks what places it, or an element that is no lesson, is refused with its problems, and the reading goes on.
 * @throws FormatFault of `readRecords`: not XML we accept, or not a `TABLE`.
 */
export async function* readExpCours(bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<MappedLesson> {
  for await (const record of readRecords(bytes, file, "TABLE")) {
    const mapped =
      record.name === "Cours" ? mapLesson(record, file) : { value: undefined, problems: [notALesson(record, file)] };
    yield { file, line: record.line, ...mapped };
  }
}

function notALesson({ name, line }: XmlElement, file: string): LineProblem {
  const message = `<${name}> n'est pas un cours : cet élément n'est pas importé. Vérifiez que le fichier est l'export des cours d'EDT.`;
  return { file, line, level: "refused", code: "invalid", attribute: name, message };
}
