import { byStart } from "@preau/calendar";
import type { Payload } from "@preau/contract";
import type * as z from "zod";
import type { registerSubmittedV1 } from "../../events/register-submitted.v1.ts";
import type { Board } from "./contract.ts";
import type { BoardEntry } from "./sheet.ts";

type Submitted = Payload<typeof registerSubmittedV1>;

/** What one register puts on the board: one entry for each class whose pupils were called, marks or none. */
export const entriesOf = (register: Submitted): readonly BoardEntry[] =>
  register.classes.map(({ id, code }) => ({
    classId: id,
    classCode: code,
    lessonId: register.lessonId,
    start: register.start,
    end: register.end,
    subject: register.subject,
    version: register.version,
    marks: register.marks
      .filter((mark) => mark.classId === id)
      .map(({ classId: _classId, minutesLate, ...mark }) => ({
        ...mark,
        ...(minutesLate !== undefined && { minutesLate }),
      })),
  }));

/** The board of a day: each pupil absent or late, with the lessons concerned, by class and name. */
export const boardOf = (schoolId: string, day: string, entries: readonly BoardEntry[]): z.input<typeof Board> => {
  const pupils = new Map<string, z.input<typeof Board>["pupils"][number]>();
  for (const { classCode, marks, lessonId, start, end, subject } of entries)
    for (const { pupilId, familyName, givenName, status, minutesLate } of marks) {
      if (status === "present") continue;
      const known = pupils.get(pupilId) ?? { pupilId, familyName, givenName, className: classCode, lessons: [] };
      known.lessons.push({ lessonId, start, end, subject, status, ...(minutesLate !== undefined && { minutesLate }) });
      pupils.set(pupilId, known);
    }
  const listed = [...pupils.values()];
  for (const { lessons } of listed) lessons.sort(byStart);
  const having = (wanted: "absent" | "late" | "conflict") =>
    listed.filter(({ lessons }) => lessons.some(({ status }) => status === wanted)).length;
  return {
    schoolId,
    day,
    registersDone: new Set(entries.map(({ lessonId }) => lessonId)).size,
    absent: having("absent"),
    late: having("late"),
    conflicts: having("conflict"),
    pupils: listed.sort(
      (a, b) =>
        a.className.localeCompare(b.className, "fr", { numeric: true }) ||
        a.familyName.localeCompare(b.familyName, "fr"),
    ),
  };
};
