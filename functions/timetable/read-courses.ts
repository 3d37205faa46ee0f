import { problem } from "@preau/contract";
import { type ExpCoursLesson, FormatFault, readExpCours } from "@preau/formats";
import type { TimetableIssue } from "./contract.ts";

/** One course of the file, with its line. */
export interface Course extends ExpCoursLesson {
  readonly line: number;
}

export interface ReadCourses {
  readonly read: number;
  readonly courses: readonly Course[];
  readonly issues: readonly TimetableIssue[];
}

const FILE = "EXP_COURS.xml";

/** Accents already lost: a sign that stands for bytes nobody could read, or UTF-8 seen through a one-byte encoding (« Ã© »). */
const LOST_ACCENT = /\ufffd|[ÃÂ][\u0080-\u00bf]/;

const unreadable = (line: number, message: string) =>
  problem("timetable-unreadable", {
    detail: message,
    errors: [{ field: "body.xml", message: `Ligne ${line} : ${message}` }],
  });

/** The file came as JSON text: its characters are known, whatever encoding its first line names. */
const asUtf8 = (xml: string): Uint8Array =>
  Buffer.from(xml.replace(/^(\ufeff?<\?xml\s[^>]*?encoding\s*=\s*["'])[^"']*/, "$1UTF-8"));

/**
 * Reads the courses of an EXP_COURS file; a course that lacks what places it is an issue, and the others stand.
 * A file broken as a whole (cut, DTD with entities, lost accents) is refused, with the line and what to do.
 */
export const readCourses = async (xml: string): Promise<ReadCourses> => {
  const lost = xml.search(LOST_ACCENT);
  if (lost >= 0)
    throw unreadable(
      xml.slice(0, lost).split("\n").length,
      "Des accents ont été perdus : relisez le fichier dans l’encodage que sa première ligne annonce, et envoyez-le de nouveau.",
    );
  const bytes = asUtf8(xml);
  const courses: Course[] = [];
  const issues: TimetableIssue[] = [];
  let read = 0;
  try {
    for await (const { value, line, problems } of readExpCours(
      (async function* () {
        yield bytes;
      })(),
      FILE,
    )) {
      read += 1;
      if (value !== undefined) courses.push({ ...value, line });
      issues.push(...problems.map(({ message }) => ({ line, code: "course-refused" as const, message })));
    }
  } catch (error) {
    if (error instanceof FormatFault) throw unreadable(error.line, error.message);
    throw error;
  }
  return { read, courses, issues };
};
