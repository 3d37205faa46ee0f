import { writeExpCours } from "@preau/formats/edt/write-exp-cours";
import { lessonsPublishedV1 } from "../../events/lessons-published.v1.ts";
import { COLLEGE, callerOf, personOf } from "./callers.ts";
import { CHOIR } from "./directory-facts.ts";
import type { Functions } from "./functions.ts";

/** The lesson of all contracts' examples, taught by the teacher who is Nina's own. */
export const tellLesson = async ({ tell }: Functions): Promise<void> => {
  const example = lessonsPublishedV1.schema.parse(lessonsPublishedV1.example);
  const teacherId = personOf("teacher", "own");
  const days = example.days.map((day) => ({
    ...day,
    slots: day.slots.map((slot) => ({ ...slot, teachers: [{ id: teacherId as never, name: "Mme ORDINAIRE" }] })),
  }));
  await tell(lessonsPublishedV1, { ...example, days });
  await tell(lessonsPublishedV1, { ...example, view: { kind: "teacher", id: teacherId }, days });
};

/** The lesson of the choir as the timetable imports it. */
export const importTimetable = async ({ ask }: Functions): Promise<void> => {
  const xml = writeExpCours([
    {
      number: "1",
      subjectCode: "MATHS",
      subjectLabel: "Mathématiques",
      teachers: [],
      audiences: [CHOIR.code],
      room: "B12",
      frequency: "H",
      alternation: undefined,
      modality: "CG",
      weekday: 1,
      start: "08:00",
      minutes: 55,
      coTaught: false,
      headcount: undefined,
    },
  ]);
  const asked = { params: { schoolId: COLLEGE }, body: { format: "exp-cours", xml: [...xml].join("") } };
  const answer = await ask.get("importTimetable")?.("importTimetable", callerOf("head", "own"), asked);
  if (answer?.body?.slots?.imported !== 1)
    throw new Error(`the timetable was not imported: ${JSON.stringify(answer?.body?.issues)}`);
};
