import { addDays } from "@preau/calendar";
import { personIdOf } from "@preau/contract/derive-id";
import { aClass, aSlot, COLLEGE, onMonday } from "../support/a-class.ts";
import type { School } from "./school-process.ts";

const MONDAYS = 2;
const LAST_MONDAY = "2026-11-23";
/** After the last lesson of that Monday, on the school's clock. */
export const EVENING = `${LAST_MONDAY}T18:00:00Z`;
export const guardianId = personIdOf("TEST", "guardian");
const teacherId = personIdOf("TEST", "teacher");

/** Three classes of 35; in each, the child of the same guardian is absent from every lesson. */
const classes = ["6A", "6B", "6C"].map((code) => {
  const { pupils, ...roster } = aClass(code, 35);
  return {
    ...roster,
    pupils: pupils.map((pupil, index) => (index === 0 ? { ...pupil, guardianIds: [guardianId] } : pupil)),
  };
});
export const childIds = classes.flatMap(({ pupils }) => pupils.slice(0, 1).map(({ pupilId }) => pupilId));

const slotsOf = ({ audience }: (typeof classes)[number]) =>
  ["08:00", "09:00", "10:10", "11:10", "13:30"].map((start, index) =>
    aSlot(audience, teacherId, { start, key: `00000${index}` }),
  );

/** One roll call to make: where it is put, under which key (the same when it is sent again), and what it says. */
export interface RollCall {
  readonly lessonId: string;
  readonly key: string;
  readonly childId: string;
}

/** What each writer has to call: the lessons of one class on the last Mondays. */
export const rollCalls: readonly (readonly RollCall[])[] = classes.map((one, index) =>
  Array.from({ length: MONDAYS }, (_, week) => addDays(LAST_MONDAY, -7 * week)).flatMap((day) =>
    slotsOf(one).map((slot) => {
      const lessonId = onMonday(slot).replace("20261123", day.replaceAll("-", ""));
      return { lessonId, key: `writer-${index}-${lessonId}`, childId: childIds[index] ?? "" };
    }),
  ),
);

/** Tells the school who is in its classes and what their Mondays are, by the events that the directory and the timetable send. */
export const tellSchool = async (school: School): Promise<void> => {
  for (const one of classes) {
    await school.tell("directory", "roster-changed.v1", one);
    await school.tell("timetable", "lessons-published.v1", {
      schoolId: COLLEGE,
      schoolYear: 2026,
      view: { kind: "audience", id: one.audience.id },
      classes: [one.audience.id],
      days: [{ weekday: 1, version: 1, slots: slotsOf(one) }],
    });
  }
  await school.idle();
};

const urlOf = (school: School, lessonId: string): string =>
  `${school.edgeUrl}/v1/schools/${COLLEGE}/roll-calls/${lessonId}`;

/** Submits a roll call, as the app does. Rejects when nobody answers. */
export const submit = (school: School, token: string, { lessonId, key, childId }: RollCall): Promise<Response> =>
  fetch(urlOf(school, lessonId), {
    method: "PUT",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": key },
    body: JSON.stringify({ version: 0, marks: [{ pupilId: childId, status: "absent" }] }),
  });

/** The version of a lesson's register and who is absent from it. */
export const readRegister = async (school: School, token: string, { lessonId }: RollCall) => {
  const reply = await fetch(urlOf(school, lessonId), { headers: { authorization: `Bearer ${token}` } });
  const { version, pupils } = (await reply.json()) as {
    version: number;
    pupils: { pupilId: string; status: string }[];
  };
  return { version, absent: pupils.filter(({ status }) => status === "absent").map(({ pupilId }) => pupilId) };
};

/** The lessons of which the guardian has been told, in order. */
export const toldLessons = async (school: School, token: string): Promise<readonly string[]> => {
  const url = `${school.edgeUrl}/v1/schools/${COLLEGE}/notices?limit=100`;
  const reply = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const { items } = (await reply.json()) as { items: { lessons: { lessonId: string }[] }[] };
  return items.flatMap(({ lessons }) => lessons.map(({ lessonId }) => lessonId)).sort();
};
