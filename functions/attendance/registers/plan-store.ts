import { type PackedSlot, packSlot, type Slot, schoolYearOf, unpackSlot, weekdayOf } from "@preau/calendar";
import {
  commit,
  expiresAfter,
  type OpenTable,
  olderThan,
  plainEntity,
  schoolKey,
  unlessNewer,
  type Write,
} from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { any } from "dynamodb-toolbox/schema/any";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import { dayPartition, type SchoolDay } from "../board/board-store.ts";
import type { KeptChange, LessonMark, PlannedSlot, Reminder } from "./register-day.ts";

/** What is only of use while a day is looked at. */
const KEPT_DAYS = 30;

const inYear = { schoolId: string().key(), schoolYear: number().key() };

/** The slots that one class or group names, on one weekday: a timetable of the school, for its registers. */
const planEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "plan",
    table,
    schema: item({
      ...inYear,
      weekday: number().key(),
      audienceId: string().key(),
      version: number(),
      classes: any().castAs<readonly string[]>(),
      slots: any().castAs<readonly PackedSlot[]>(),
    }),
    computeKey: ({ schoolId, schoolYear, weekday, audienceId }) => ({
      pk: schoolKey(schoolId, schoolYear, "PLAN", String(weekday)),
      sk: `AUDIENCE#${audienceId}`,
    }),
  });

const ofLesson = { ...inYear, day: string().key(), lessonId: string().key(), version: number(), ttl: number() };

interface LessonKey extends SchoolDay {
  readonly schoolYear: number;
  readonly lessonId: string;
}

const markKey = (kind: "CHANGE" | "DRAFT" | "REMINDER") => (key: LessonKey) => ({
  pk: dayPartition(key),
  sk: `LESSON#${key.lessonId}#${kind}`,
});

/** What happened to a lesson of a day besides its call, beside the board of that day. */
const dayChangeEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "day-change",
    table,
    schema: item({ ...ofLesson, change: any().castAs<KeptChange>() }),
    computeKey: markKey("CHANGE"),
  });

const dayDraftEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "day-draft",
    table,
    schema: item({ ...ofLesson, draftAt: string() }),
    computeKey: markKey("DRAFT"),
  });

/** Every reminder of a lesson. */
const reminderEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "reminder",
    table,
    schema: item({
      ...ofLesson,
      start: string(),
      subject: string(),
      audienceCodes: any().castAs<readonly string[]>(),
      teacherIds: any().castAs<readonly string[]>(),
      reminders: any().castAs<readonly Reminder[]>(),
    }),
    computeKey: markKey("REMINDER"),
  });

/** A reminder with the lesson it is about: what its teachers are told. */
export interface KeptReminder extends LessonKey {
  readonly version: number;
  readonly start: string;
  readonly subject: string;
  readonly audienceCodes: readonly string[];
  readonly teacherIds: readonly string[];
  readonly reminders: readonly Reminder[];
}

const keyOf = ({ schoolId, day }: SchoolDay) => ({ schoolId, day, schoolYear: schoolYearOf(day) });

/** The lessons of a school on a day, and what happened to them besides their calls. */
export const openPlanStore = (table: OpenTable) => {
  const Plan = planEntity(table);
  const DayChange = dayChangeEntity(table);
  const DayDraft = dayDraftEntity(table);
  const ReminderItem = reminderEntity(table);
  return {
    /** Keeps what a class or a group names: a lesson given to several of them is kept under the first. */
    keepPlan: (
      school: { readonly schoolId: string; readonly schoolYear: number },
      audienceId: string,
      {
        weekday,
        version,
        slots,
      }: { readonly weekday: number; readonly version: number; readonly slots: readonly Slot[] },
      classes: readonly string[],
    ) => {
      const named = slots.filter(({ audiences }) => audiences[0]?.id === audienceId).map(packSlot);
      return unlessNewer(
        Plan.build(PutItemCommand)
          .item({ ...school, weekday, audienceId, version, classes, slots: named })
          .options({ condition: olderThan(version) })
          .send(),
      );
    },
    keepChange: (at: SchoolDay, change: KeptChange, now: Date) => {
      const { lessonId, version } = change;
      return unlessNewer(
        DayChange.build(PutItemCommand)
          .item({ ...keyOf(at), lessonId, version, change, ttl: expiresAfter(KEPT_DAYS, now) })
          .options({ condition: olderThan(version) })
          .send(),
      );
    },
    /** The weekly slots of the whole school on the weekday of `day`: 19 RRU for a lycée of 2,000, one query. */
    slotsOf: async ({ schoolId, day }: SchoolDay): Promise<readonly PlannedSlot[]> => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(Plan)
        .query({ partition: schoolKey(schoolId, schoolYearOf(day), "PLAN", String(weekdayOf(day))) })
        .options({ maxPages: 4 })
        .send();
      return Items.flatMap(({ slots, classes }) =>
        slots.map((slot) => ({ slot: unpackSlot(slot), classIds: classes })),
      );
    },
    /** What happened to the lessons of a day: changes, drafts, reminders. */
    marksOf: async (at: SchoolDay): Promise<readonly LessonMark[]> => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(DayChange, DayDraft, ReminderItem)
        .query({ partition: dayPartition(keyOf(at)), range: { beginsWith: "LESSON#" } })
        .options({ maxPages: 4 })
        .send();
      return Items.map((one): LessonMark => {
        const { lessonId } = one;
        if ("change" in one) return { lessonId, change: one.change };
        return "draftAt" in one ? { lessonId, draftAt: one.draftAt } : { lessonId, reminders: one.reminders };
      });
    },
    noteDraft: (at: SchoolDay, lessonId: string, draftAt: Date) =>
      DayDraft.build(PutItemCommand)
        .item({
          ...keyOf(at),
          lessonId,
          version: 1,
          draftAt: draftAt.toISOString(),
          ttl: expiresAfter(KEPT_DAYS, draftAt),
        })
        .send(),
    /** One reminder more. @throws LostRace when somebody else has reminded meanwhile. */
    remind: ({ version, ...reminder }: KeptReminder, now: Date, remembered: Write): Promise<void> =>
      commit(
        ReminderItem.build(PutTransaction)
          .item({ ...reminder, version, ttl: expiresAfter(KEPT_DAYS, now) })
          .options({
            condition: version === 1 ? { attr: "version", exists: false } : { attr: "version", eq: version - 1 },
          }),
        remembered,
      ),
  };
};

export type PlanStore = ReturnType<typeof openPlanStore>;
