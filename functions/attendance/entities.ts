import type { LessonChange, PackedSlot } from "@preau/calendar";
import { type OpenTable, plainEntity, schoolKey } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { any } from "dynamodb-toolbox/schema/any";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import type { KeptExemption } from "./exemptions/exemption.ts";
import { endOfKeeping } from "./kept-entities.ts";
import type { PackedRegister, PackedRoster } from "./pack.ts";
import type { Draft } from "./sheet.ts";

const scope = { schoolId: string().key(), schoolYear: number().key() };

/** The weekly slots of an audience on one weekday. */
export const slotsEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "slots",
    table,
    schema: item({
      ...scope,
      audienceId: string().key(),
      weekday: number().key(),
      version: number(),
      slots: any().castAs<readonly PackedSlot[]>(),
    }),
    computeKey: ({ schoolId, schoolYear, audienceId, weekday }) => ({
      pk: schoolKey(schoolId, schoolYear, "AUDIENCE", audienceId),
      sk: `DAY#${weekday}`,
    }),
  });

/** Who is in a class or a group. Exemptions sort right after, so that one query reads both. */
export const rosterEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "roster",
    table,
    schema: item({
      ...scope,
      audienceId: string().key(),
      version: number(),
      roster: any().castAs<PackedRoster>(),
      ttl: endOfKeeping(),
    }),
    computeKey: ({ schoolId, schoolYear, audienceId }) => ({
      pk: schoolKey(schoolId, schoolYear, "AUDIENCE", audienceId),
      sk: "ROSTER",
    }),
  });

export const exemptionEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "exemption",
    table,
    schema: item({
      ...scope,
      audienceId: string().key(),
      pupilId: string().key(),
      exemptionId: string().key(),
      exemption: any().castAs<KeptExemption>(),
      ttl: number(),
    }),
    computeKey: ({ schoolId, schoolYear, audienceId, pupilId, exemptionId }) => ({
      pk: schoolKey(schoolId, schoolYear, "AUDIENCE", audienceId),
      sk: `ROSTER#EXEMPTION#${pupilId}#${exemptionId}`,
    }),
  });

const lessonDay = { ...scope, audienceId: string().key(), day: string().key(), lessonId: string().key() };

interface LessonDay {
  schoolId: string;
  schoolYear: number;
  audienceId: string;
  day: string;
  lessonId: string;
}

const lessonPartition = ({ schoolId, schoolYear, audienceId, day }: LessonDay): string =>
  schoolKey(schoolId, schoolYear, "REGISTER", audienceId, day);

/** The register of one lesson: one item, whatever the size of the class. */
export const registerEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "register",
    table,
    schema: item({ ...lessonDay, version: number(), register: any().castAs<PackedRegister>(), ttl: endOfKeeping() }),
    computeKey: (key) => ({ pk: lessonPartition(key), sk: key.lessonId }),
  });

/** A dated exception of the timetable, beside the register it concerns. */
export const changeEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "change",
    table,
    schema: item({
      ...lessonDay,
      version: number(),
      change: any().castAs<Omit<LessonChange, "status"> & { status: LessonChange["status"] | "planned" }>(),
    }),
    computeKey: (key) => ({ pk: lessonPartition(key), sk: `${key.lessonId}#CHANGE` }),
  });

/** The sheet of a lesson as somebody fills it in, beside the register it will become. */
export const draftEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "draft",
    table,
    schema: item({ ...lessonDay, draft: any().castAs<Draft>(), ttl: number() }),
    computeKey: (key) => ({ pk: lessonPartition(key), sk: `${key.lessonId}#DRAFT` }),
  });

/** One pupil marked at one lesson, in the pupil's own partition: the beginning of their file. */
export const absenceEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "absence",
    table,
    schema: item({
      ...scope,
      pupilId: string().key(),
      day: string().key(),
      start: string().key(),
      lessonId: string().key(),
      end: string(),
      subject: string(),
      status: string().enum("absent", "late", "present", "conflict"),
      minutesLate: number().optional(),
      version: number(),
      ttl: endOfKeeping(),
    }),
    computeKey: ({ schoolId, schoolYear, pupilId, day, start, lessonId }) => ({
      pk: schoolKey(schoolId, schoolYear, "PUPIL", pupilId),
      sk: `LESSON#${day}#${start}#${lessonId}`,
    }),
  });
