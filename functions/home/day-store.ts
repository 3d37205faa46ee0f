import type { PackedSlot } from "@preau/calendar";
import type { Day, LessonId } from "@preau/contract";
import { expiresAfter, keepTogether, type OpenTable, olderThan, unlessNewer } from "@preau/store";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import { calledEntity, changeEntity, detentionEntity, remindedEntity, slotsEntity } from "./entities.ts";
import type { DayPage, KeptCall, KeptChange, KeptDetention, KeptReminder } from "./home-day.ts";
import {
  calledKey,
  changeKey,
  dayPrefix,
  detentionKey,
  type Owner,
  partitionOf,
  remindedKey,
  slotsKey,
} from "./keys.ts";

/** Exceptions and roll calls of a past day are of no use to a first screen. */
const KEPT_DAYS = 10;

const afterDay = (day: Day): number => expiresAfter(KEPT_DAYS, new Date(`${day}T00:00:00Z`));

/** The slots of one view on one weekday, under whoever attends or gives them. */
export interface KeptSlots {
  readonly owner: Owner;
  readonly weekday: number;
  readonly view: { readonly viewId: string; readonly version: number; readonly slots: readonly PackedSlot[] };
}

/** The days of classes and teachers. */
export const openDayStore = (table: OpenTable) => {
  const SlotsEntity = slotsEntity(table);
  const ChangeEntity = changeEntity(table);
  const CalledEntity = calledEntity(table);
  const RemindedEntity = remindedEntity(table);
  const DetentionEntity = detentionEntity(table);
  return {
    /** All that is known of one weekday of a class or a teacher. */
    day: async (owner: Owner, weekday: number): Promise<DayPage> => {
      const query = { partition: partitionOf(owner), range: { beginsWith: dayPrefix(weekday) } };
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(SlotsEntity, ChangeEntity, CalledEntity, RemindedEntity, DetentionEntity)
        .query(query)
        .options({ maxPages: Number.POSITIVE_INFINITY })
        .send();
      return {
        slots: Items.flatMap((item) => ("slots" in item ? [item] : [])),
        changes: Items.flatMap((item) => ("status" in item ? [item] : [])),
        calls: Items.flatMap((item) => ("absentCount" in item ? [item] : [])),
        reminders: Items.flatMap((item) => ("remindedAt" in item ? [item] : [])),
        detentions: Items.flatMap((item) =>
          "detention" in item ? [{ ...item.detention, version: item.version }] : [],
        ),
      };
    },
    keepSlots: (kept: readonly KeptSlots[]): Promise<void> =>
      keepTogether(
        kept.map(({ owner, weekday, view }) =>
          SlotsEntity.build(PutTransaction)
            .item({ pk: partitionOf(owner), sk: slotsKey(weekday, view.viewId), ...view })
            .options({ condition: olderThan(view.version) }),
        ),
      ),
    keepChange: (owner: Owner, change: KeptChange) =>
      unlessNewer(
        ChangeEntity.build(PutItemCommand)
          .item({
            pk: partitionOf(owner),
            sk: changeKey(change.day, change.lessonId),
            ttl: afterDay(change.day),
            ...change,
          })
          .options({ condition: olderThan(change.version) })
          .send(),
      ),
    keepCall: (owner: Owner, day: Day, call: KeptCall & { lessonId: LessonId }) =>
      unlessNewer(
        CalledEntity.build(PutItemCommand)
          .item({ pk: partitionOf(owner), sk: calledKey(day, call.lessonId), ttl: afterDay(day), ...call })
          .options({ condition: olderThan(call.version) })
          .send(),
      ),
    keepDetention: (owner: Owner, { version, ...detention }: KeptDetention) =>
      unlessNewer(
        DetentionEntity.build(PutItemCommand)
          .item({
            pk: partitionOf(owner),
            sk: detentionKey(detention),
            ttl: afterDay(detention.day),
            version,
            detention,
          })
          .options({ condition: olderThan(version) })
          .send(),
      ),
    keepReminder: (owner: Owner, day: Day, reminder: KeptReminder) =>
      unlessNewer(
        RemindedEntity.build(PutItemCommand)
          .item({
            pk: partitionOf(owner),
            sk: remindedKey(day, reminder.lessonId),
            ttl: afterDay(day),
            ...reminder,
          })
          .options({ condition: olderThan(reminder.version) })
          .send(),
      ),
  };
};
