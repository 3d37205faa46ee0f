import { readLessonId, schoolYearOf } from "@preau/calendar";
import type { Payload } from "@preau/contract";
import type { Change } from "@preau/runtime/follow";
import type { Write } from "@preau/store";
import type { registerSubmittedV1 } from "../../../../events/register-submitted.v1.ts";
import { type Register, stateOf } from "../../../../functions/attendance/register.ts";
import type { SheetSources } from "../../../../functions/attendance/sheet.ts";
import type { Ground } from "./ground.ts";
import type { AttendancePorts } from "./ports.ts";

export type Submitted = Payload<typeof registerSubmittedV1>;

/** The image of a register, read: what the real store makes of it has tests of its own. */
const submittedOf = (
  schoolId: string,
  { lesson, roster }: SheetSources,
  { version, calledIds, facts }: Register,
): Submitted => ({
  schoolId: schoolId as Submitted["schoolId"],
  schoolYear: schoolYearOf(lesson.day),
  lessonId: lesson.lessonId,
  version,
  day: lesson.day,
  start: lesson.start,
  end: lesson.end,
  subject: lesson.subject.label,
  audienceCodes: lesson.audiences.map(({ code }) => code),
  classes: roster.classes as Submitted["classes"],
  teacherIds: lesson.teachers.map(({ id }) => id),
  submittedAt: facts.at(-1)?.receivedAt ?? "",
  calledCount: calledIds.length,
  marks: [...stateOf({ calledIds, facts }).values()] as Submitted["marks"],
});

interface Outbox {
  readonly ground: Ground;
  now(): number;
  /** A committed change of the table, with the key whose changes stay in order. */
  stream(key: string, change: Change): void;
}

/** Writes through to the tables, and lets the ground list and the stream know of what was committed, and of nothing else. */
export const commitToStreams = (ports: AttendancePorts, { ground, now, stream }: Outbox): AttendancePorts => {
  const keys = new WeakMap<Write, string>();
  const left = (key: string, entity: string, after: Change["after"]): void =>
    stream(key, { entity, before: undefined, after });
  const committed = (remembered: Write | undefined, id: string): void =>
    ground.committed((remembered && keys.get(remembered)) ?? "", id, now());
  return {
    ...ports,
    replies: {
      ...ports.replies,
      remember: (key, reply) => {
        const write = ports.replies.remember(key, reply);
        keys.set(write, key);
        return write;
      },
    },
    sheets: {
      ...ports.sheets,
      keepChange: async (scope, change) => {
        const kept = await ports.sheets.keepChange(scope, change);
        const { lessonId, version, status } = change;
        if (kept) {
          ground.changed(lessonId, { at: now(), version, cancelled: status === "cancelled" });
          left(lessonId, "change", { ...scope, lessonId, day: readLessonId(lessonId).day, change });
        }
        return kept;
      },
    },
    registers: {
      submit: async (schoolId, sources, register, marks, remembered) => {
        await ports.registers.submit(schoolId, sources, register, marks, remembered);
        const { lessonId, day } = sources.lesson;
        committed(remembered, `${lessonId}@${register.version}`);
        const scope = { schoolId, schoolYear: schoolYearOf(day) };
        left(lessonId, "register", submittedOf(schoolId, sources, register));
        for (const { pupilId } of marks) left(pupilId, "absence", { ...scope, pupilId, day, lessonId });
      },
    },
    statements: {
      add: async (key, record, days, ...remembered) => {
        await ports.statements.add(key, record, days, ...remembered);
        committed(remembered[0], record.statementId);
        for (const { day } of days) left(key.pupilId, "statement", { ...key, day });
      },
    },
    days: {
      ...ports.days,
      addFact: async (key, day, factId, fact, remembered) => {
        await ports.days.addFact(key, day, factId, fact, remembered);
        committed(remembered, factId);
        left(key.pupilId, "presence-fact", { ...key, day });
      },
      addTreatments: async (days, remembered) => {
        await ports.days.addTreatments(days, remembered);
        committed(remembered, days[0]?.id ?? "");
        for (const { key, day } of days) left(key.pupilId, "treatment", { ...key, day });
      },
      keepPresence: async (key, day, presence, read) => {
        await ports.days.keepPresence(key, day, presence, read);
        left(key.pupilId, "presence", { ...key, day, version: read + 1, presence });
      },
    },
  };
};
