import type { LineOfFile, Mapped } from "../problem.ts";
import { readRecords } from "../xml/read-records.ts";
import { type ExpCoursLesson, mapLesson } from "./lesson.ts";

/** A lesson, or why it was refused, with the line it was read at. */
export type MappedLesson = Mapped<ExpCoursLesson> & LineOfFile;

/**
 * Reads the weekly lessons that the timetable product EDT exports (`EXP_COURS.xml`), one at a time.
 *
 * A lesson that lacks what places it is refused with its problems, and the reading goes on.
 * @throws FormatFault of `readRecords`: not XML we accept, or not a `TABLE`.
 */
export async function* readExpCours(bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<MappedLesson> {
  for await (const record of readRecords(bytes, file, "TABLE")) {
    if (record.name === "Cours") yield { file, line: record.line, ...mapLesson(record, file) };
  }
}
