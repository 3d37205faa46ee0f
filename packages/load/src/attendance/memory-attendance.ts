import { LostRace, type Write } from "@preau/store";
import { type BoardPart, emptyPart } from "../../../../functions/attendance/board/board-part.ts";
import type { DaySources, KeptPresence, Membership } from "../../../../functions/attendance/pupil-day/day-store.ts";
import type { KeptFact, KeptStatement, KeptTreatment } from "../../../../functions/attendance/pupil-day/kept.ts";
import { usualSettings } from "../../../../functions/attendance/pupil-day/settings.ts";
import { openMemoryLessons } from "./memory-lessons.ts";
import type { Answered, AttendancePorts } from "./ports.ts";
import { school } from "./school.ts";

interface SaidOfDay {
  readonly facts: (KeptFact & { readonly factId: string })[];
  readonly treatments: Map<string, KeptTreatment & { readonly treatmentId: string }>;
  readonly statements: Map<string, KeptStatement>;
}

const pupils = new Map(school.pupils.map((pupil) => [pupil.pupilId as string, pupil]));
const memberships = new Map(
  school.pupils.map(({ pupilId, familyName, givenName, audienceIds }) => [
    pupilId as string,
    audienceIds.map((audienceId): Membership => {
      const { kind, code } = school.audiences.find(({ id }) => id === audienceId) ?? { kind: "class", code: "" };
      const names = kind === "class" ? { familyName, givenName } : {};
      return { audienceId, version: 1, member: true, kind, code, ...names };
    }),
  ]),
);

/** The reply that goes with a transaction: in memory, a write is what it remembers. */
interface Remembered {
  readonly key: string;
  readonly answered: Answered;
}

/**
 * The tables of attendance in memory, with the conditions of the real ones: a transaction happens whole or not at all, a version moves
 * once, a key is answered once. A test plays the same school over both and compares what is left.
 */
export const openMemoryAttendance = (): AttendancePorts => {
  const lessons = openMemoryLessons();
  const said = new Map<string, SaidOfDay>();
  const presences = new Map<string, { readonly version: number; readonly presence: KeptPresence }>();
  const parts = new Map<string, BoardPart>();
  const replies = new Map<string, Answered>();

  const saidOf = (pupilId: string, day: string): SaidOfDay => {
    const key = `${pupilId} ${day}`;
    const known = said.get(key) ?? { facts: [], treatments: new Map(), statements: new Map() };
    said.set(key, known);
    return known;
  };
  /** Commits the reply with what `write` does, on the condition that both may; `write` comes last among the conditions. */
  const together = (remembered: Write, position: number, conditionsHold: boolean, write: () => void): void => {
    const { key, answered } = remembered as unknown as Remembered;
    const lost = [...(conditionsHold ? [] : [0]), ...(replies.has(key) ? [position] : [])];
    if (lost.length > 0) throw new LostRace(lost);
    write();
    replies.set(key, answered);
  };
  const sourcesOf = async (pupilId: string, day: string): Promise<DaySources> => {
    const pupil = pupils.get(pupilId);
    const { facts, treatments, statements } = saidOf(pupilId, day);
    return {
      memberships: memberships.get(pupilId) ?? [],
      lessons: pupil === undefined ? [] : lessons.calledLessons(pupil, day),
      facts: [...facts],
      treatments: [...treatments.values()],
      statements: [...statements.values()],
    };
  };

  return {
    sheets: {
      sheetSources: (_school, lessonId) => lessons.sheetSources(lessonId),
      keepChange: (_scope, change) => lessons.keepChange(change),
      rosterOf: async (_scope, audienceId) => lessons.rosterOf(audienceId),
      // The weekly timetable is that of the invented school.
      keepSlots: async () => false,
    },
    registers: {
      submit: async (_school, { lesson }, register, marks, remembered) => {
        const known = lessons.registerOf(lesson.lessonId)?.version ?? 0;
        together(remembered, 1 + marks.length, known === register.version - 1, () =>
          lessons.keepRegister(lesson.lessonId, register),
        );
      },
    },
    boards: {
      partToChange: async ({ day }, part) => parts.get(`${day} ${part}`) ?? emptyPart,
      keepPart: async ({ day }, part, next) => {
        if ((parts.get(`${day} ${part}`)?.version ?? 0) !== next.version - 1) throw new LostRace();
        parts.set(`${day} ${part}`, next);
      },
      // Screens ask for it; here nobody looks at one.
      announcePart: async () => true,
    },
    settings: { current: async () => usualSettings },
    statements: {
      add: async ({ pupilId }, { statementId }, days, ...remembered) => {
        const [reply] = remembered;
        const write = () => {
          for (const { day, statement } of days) saidOf(pupilId, day).statements.set(statementId, statement);
        };
        if (reply === undefined) write();
        else together(reply, days.length + 2, true, write);
      },
    },
    days: {
      membershipsOf: async ({ pupilId }) => memberships.get(pupilId) ?? [],
      sourcesOf: ({ pupilId }, day) => sourcesOf(pupilId, day),
      addFact: async ({ pupilId }, day, factId, fact, remembered) =>
        together(remembered, 1, true, () => saidOf(pupilId, day).facts.push({ factId, ...fact })),
      addTreatments: async (days, remembered) =>
        together(remembered, days.length, true, () => {
          for (const { key, day, id, treatment } of days)
            saidOf(key.pupilId, day).treatments.set(id, { treatmentId: id, ...treatment });
        }),
      presenceOn: async ({ schoolId, schoolYear, pupilId }, day) => {
        const kept = presences.get(`${pupilId} ${day}`);
        return kept && { schoolId, schoolYear, pupilId, day, ...kept };
      },
      presencesOf: async ({ pupilId }, from, to) =>
        school.days.flatMap((day) => {
          const kept = from <= day && day <= to ? presences.get(`${pupilId} ${day}`) : undefined;
          return kept === undefined ? [] : [{ day, ...kept }];
        }),
      keepPresence: async ({ pupilId }, day, presence, read) => {
        const key = `${pupilId} ${day}`;
        if ((presences.get(key)?.version ?? 0) !== read) throw new LostRace();
        presences.set(key, { version: read + 1, presence });
      },
      markedAt: (_school, _audienceId, _day, lessonId) => lessons.markedAt(lessonId),
    },
    replies: {
      remember: (key, answered) => ({ key, answered }) satisfies Remembered as unknown as Write,
      find: async (key) => replies.get(key),
    },
  };
};
