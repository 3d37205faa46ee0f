import type { CalledLesson } from "../../../../functions/attendance/pupil-day/presence.ts";
import { type Mark, type Register, stateOf } from "../../../../functions/attendance/register.ts";
import type { PlantedBug } from "./planted-bug.ts";
import type { AttendancePorts } from "./ports.ts";

/** Reads registers wrongly. */
const reading = (
  misread: (lesson: CalledLesson, register: Register | undefined, pupilId: string) => CalledLesson,
): PlantedBug => ({
  attendance: (ports) => ({
    ...ports,
    days: {
      ...ports.days,
      sourcesOf: async (key, day) => {
        const sources = await ports.days.sourcesOf(key, day);
        const lessons = sources.lessons.map(async (lesson) => {
          const sheet = await ports.sheets.sheetSources(key.schoolId, lesson.lessonId as never);
          return misread(lesson, sheet?.register, key.pupilId);
        });
        return { ...sources, lessons: await Promise.all(lessons) };
      },
    },
  }),
});

/** Keeps something else than what was submitted. */
const writing = (
  mistake: (
    ports: AttendancePorts,
    submitted: { readonly register: Register; readonly marks: readonly Mark[] },
    lessonId: string,
  ) => Promise<{ readonly register: Register; readonly marks: readonly Mark[] }>,
): PlantedBug => ({
  attendance: (ports) => ({
    ...ports,
    registers: {
      submit: async (schoolId, sources, register, marks, remembered) => {
        const kept = await mistake(ports, { register, marks }, sources.lesson.lessonId);
        await ports.registers.submit(schoolId, sources, kept.register, kept.marks, remembered);
      },
    },
  }),
});

export const lastWriterWins = (): PlantedBug =>
  reading((lesson, register, pupilId) => {
    const marks = register?.facts.flatMap((fact) => fact.marks.filter((mark) => mark.pupilId === pupilId)) ?? [];
    return lesson.status === "conflict" ? { ...lesson, status: marks.at(-1)?.status ?? "present" } : lesson;
  });

export const conflictAveraged = (): PlantedBug =>
  reading((lesson) => (lesson.status === "conflict" ? { ...lesson, status: "late", minutesLate: 5 } : lesson));

const withLast = (register: Register, changed: Partial<Register["facts"][number]>): Register => ({
  ...register,
  facts: register.facts.map((fact, index) => (index === register.facts.length - 1 ? { ...fact, ...changed } : fact)),
});

export const silenceAsOpinion = (): PlantedBug =>
  writing(async (_ports, { register, marks }) => {
    const saw = register.facts.at(-1)?.saw ?? 0;
    const seen = stateOf({ ...register, facts: register.facts.filter(({ version }) => version <= saw) });
    const silent = [...seen.values()].filter(
      ({ status, pupilId }) => status === "conflict" && !marks.some((mark) => mark.pupilId === pupilId),
    );
    const opinions = silent.map(
      ({ pupilId, classId, familyName, givenName }): Mark => ({
        pupilId,
        classId,
        familyName,
        givenName,
        status: "present",
      }),
    );
    const all = [...marks, ...opinions];
    return { register: withLast(register, { marks: all }), marks: all };
  });

/** Whoever was faster is overwritten. */
export const versionCheckDropped = (): PlantedBug =>
  writing(async (ports, { register, marks }, lessonId) => {
    const now = await ports.sheets.sheetSources("", lessonId as never);
    return { register: { ...register, version: (now?.register?.version ?? 0) + 1 }, marks };
  });

const OFFLINE_MS = 10 * 60_000;

export const offlineTimeIgnored = (): PlantedBug =>
  writing(async (_ports, { register, marks }) => {
    const last = register.facts.at(-1);
    const wasOffline = last !== undefined && Date.parse(last.receivedAt) - Date.parse(last.at) > OFFLINE_MS;
    return { register: wasOffline ? withLast(register, { saw: register.version - 1 }) : register, marks };
  });
