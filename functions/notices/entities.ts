import type { Sectors } from "@preau/policy";
import { type OpenTable, plainEntity, schoolKey } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { any } from "dynamodb-toolbox/schema/any";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import type { News } from "./news.ts";
import type { KeptNotice } from "./notice.ts";
import type { NoticeSettings } from "./settings.ts";

const year = { schoolId: string().key(), schoolYear: number().key() };

/** What a notice says and how far it went, apart from its key. */
export type NoticeBody = Pick<
  KeptNotice,
  "noticeId" | "pupilName" | "className" | "seen" | "history" | "channels" | "acknowledgedAt" | "answer"
>;

/** One notice for one guardian, in their own partition, by half-day. */
export const noticeEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "notice",
    table,
    schema: item({
      ...year,
      guardianId: string().key(),
      day: string().key(),
      half: string().enum("morning", "afternoon").key(),
      pupilId: string().key(),
      revision: number(),
      notice: any().castAs<NoticeBody>(),
      ttl: number(),
    }),
    computeKey: ({ schoolId, schoolYear, guardianId, day, half, pupilId }) => ({
      pk: schoolKey(schoolId, schoolYear, "PERSON", guardianId),
      sk: `NOTICE#${day}#${half === "morning" ? 1 : 2}#${pupilId}`,
    }),
  });

/** Who is told about the pupils of one class. */
export const guardiansEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "guardians",
    table,
    schema: item({
      ...year,
      classId: string().key(),
      version: number(),
      guardians: any().castAs<Readonly<Record<string, readonly string[]>>>(),
    }),
    computeKey: ({ schoolId, schoolYear, classId }) => ({
      pk: schoolKey(schoolId, schoolYear, "AUDIENCE", classId),
      sk: "GUARDIANS",
    }),
  });

/** The news of one pupil on one day, for school life: a school's day lies in eight partitions. */
export const newsEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "news",
    table,
    schema: item({
      ...year,
      day: string().key(),
      shard: number().key(),
      pupilId: string().key(),
      revision: number(),
      news: any().castAs<Omit<News, "schoolId" | "schoolYear" | "pupilId" | "day" | "revision">>(),
      ttl: number(),
    }),
    computeKey: ({ schoolId, schoolYear, day, shard, pupilId }) => ({
      pk: schoolKey(schoolId, schoolYear, "NEWS", String(shard), day),
      sk: `PUPIL#${pupilId}`,
    }),
  });

/** How the school tells families. */
export const settingsEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "notice-settings",
    table,
    schema: item({ ...year, version: number(), settings: any().castAs<NoticeSettings>() }),
    computeKey: ({ schoolId, schoolYear }) => ({
      pk: schoolKey(schoolId, schoolYear, "SETTINGS", "notices"),
      sk: "CURRENT",
    }),
  });

/** Who follows whom in school life. */
export const sectorsEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "sectors",
    table,
    schema: item({ ...year, version: number(), sectors: any().castAs<Sectors>() }),
    computeKey: ({ schoolId, schoolYear }) => ({
      pk: schoolKey(schoolId, schoolYear, "SETTINGS", "sectors"),
      sk: "CURRENT",
    }),
  });
