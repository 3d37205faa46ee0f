import { type Lesson, type LessonChange, lessonsOn, readLessonId } from "@preau/calendar";
import type { Day, LessonId } from "@preau/contract";
import { calledLesson } from "../../../../functions/attendance/pupil-day/called-lesson.ts";
import type { Register } from "../../../../functions/attendance/register.ts";
import type { SheetStore } from "../../../../functions/attendance/sheet-store.ts";
import { type Audience, type Pupil, school } from "./school.ts";

type Kept = Parameters<SheetStore["keepChange"]>[1];

const rosterOf = ({ pupils, ...audience }: Audience) => ({
  classes: [...new Set(pupils.map(({ classId }) => classId))].map((id) => ({
    id,
    code: school.audiences.find((one) => one.id === id)?.code ?? audience.code,
  })),
  pupils: pupils.map(({ pupilId, classId, familyName, givenName }) => ({ pupilId, classId, familyName, givenName })),
});

const audiences = new Map(school.audiences.map((one) => [one.id as string, { ...one, roster: rosterOf(one) }]));

/** The timetable, its exceptions and the registers of one school, in memory. */
export const openMemoryLessons = () => {
  const registers = new Map<string, Register>();
  const changes = new Map<string, Kept>();
  const planned = new Map<string, readonly Lesson[]>();

  const lessonsOf = (audienceId: string, day: Day): readonly Lesson[] => {
    const key = `${audienceId} ${day}`;
    const known = planned.get(key);
    if (known !== undefined) return known;
    const exceptions = [...changes.values()].filter(({ status }) => status !== "planned") as LessonChange[];
    const lessons = lessonsOn(day, audiences.get(audienceId)?.slots ?? [], exceptions);
    planned.set(key, lessons);
    return lessons;
  };

  return {
    registerOf: (lessonId: string) => registers.get(lessonId),
    keepRegister: (lessonId: string, register: Register) => registers.set(lessonId, register),
    rosterOf: (audienceId: string) => audiences.get(audienceId)?.roster,
    /** What a sheet is made of, the board and the exemptions apart: nobody is told of those. */
    sheetSources: async (lessonId: LessonId) => {
      const { audienceId, day } = readLessonId(lessonId);
      const lesson = lessonsOf(audienceId, day).find((one) => one.lessonId === lessonId);
      const roster = audiences.get(audienceId)?.roster;
      if (lesson === undefined || roster === undefined) return undefined;
      return { lesson, roster, register: registers.get(lessonId), board: [], exemptions: [] };
    },
    keepChange: async (change: Kept): Promise<boolean> => {
      if ((changes.get(change.lessonId)?.version ?? -1) >= change.version) return false;
      changes.set(change.lessonId, change);
      const { audienceId, day } = readLessonId(change.lessonId);
      planned.delete(`${audienceId} ${day}`);
      return true;
    },
    /** The lessons a pupil had on a day, cancelled ones left out, with what their registers say. */
    calledLessons: ({ audienceIds, pupilId }: Pupil, day: Day) =>
      audienceIds
        .flatMap((id) => lessonsOf(id, day))
        .filter(({ status }) => status !== "cancelled")
        .sort((a, b) => (a.start < b.start ? -1 : 1))
        .map((lesson) => calledLesson(lesson, registers.get(lesson.lessonId), pupilId)),
    markedAt: async (lessonId: string) => {
      const facts = registers.get(lessonId)?.facts ?? [];
      return [...new Set(facts.flatMap(({ marks }) => marks.map(({ pupilId }) => pupilId)))];
    },
  };
};
