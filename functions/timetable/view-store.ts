import { packSlot, type Slot, weekdayOf } from "@preau/calendar";
import type { Day, RoomId } from "@preau/contract";
import { commit, decodeCursor, encodeCursor, type OpenTable, schoolKey, type Write } from "@preau/store";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import type { View, Year } from "./day.ts";
import { changeCopyEntity, changeEntity, dayEntity, roomEntity, viewEntity } from "./entities.ts";
import type { MainChange } from "./lesson-change.ts";
import type { ReadView } from "./lessons.ts";

/** Reads timetables and writes their dated changes. */
export const openViewStore = (table: OpenTable) => {
  const DayEntity = dayEntity(table);
  const ChangeEntity = changeEntity(table);
  const ChangeCopyEntity = changeCopyEntity(table);
  const ViewEntity = viewEntity(table);
  const RoomEntity = roomEntity(table);
  const partitionOf = ({ schoolId, schoolYear, viewId }: View) => schoolKey(schoolId, schoolYear, "VIEW", viewId);
  return {
    /** One view over at most seven days: its weekly slots and its changes, asked for together. */
    readView: async (view: View, from: Day, to: Day): Promise<ReadView> => {
      const partition = partitionOf(view);
      const [first, last] = weekdayOf(from) <= weekdayOf(to) ? [weekdayOf(from), weekdayOf(to)] : [1, 7];
      const [days, changes] = await Promise.all([
        table
          .build(QueryCommand)
          .entities(DayEntity)
          .query({ partition, range: { between: [`DAY#${first}`, `DAY#${last}`] } })
          .send(),
        table
          .build(QueryCommand)
          .entities(ChangeEntity, ChangeCopyEntity)
          .query({ partition, range: { between: [`CHANGE#${from}#`, `CHANGE#${to}#~`] } })
          .send(),
      ]);
      return { slots: (days.Items ?? []).flatMap(({ slots }) => slots), changes: changes.Items ?? [] };
    },
    /**
     * Writes a change in every view that shows the lesson, with the reply it answers for: all or nothing.
     * @throws LostRace when the main view is not at the version before.
     */
    change: async (main: View, change: MainChange, slot: Slot, reply: Write): Promise<void> => {
      const { audienceIds, classIds, teacherIds, roomIds, ...kept } = change;
      const before = change.version - 1;
      const copies = [...audienceIds, ...teacherIds, ...roomIds].filter((viewId) => viewId !== main.viewId);
      const substitutes = (change.teachers ?? []).filter(({ id }) => !slot.teachers.some((one) => one.id === id));
      const taking = new Set<string>(substitutes.map(({ id }) => id));
      const movedTo = change.room?.id === slot.room?.id ? undefined : change.room?.id;
      await commit(
        ChangeEntity.build(PutTransaction)
          .item({ ...main, ...change, ...(change.teachers !== undefined && { slot: packSlot(slot) }) })
          .options({
            condition: before === 0 ? { attr: "version", exists: false } : { attr: "version", eq: before },
          }),
        ...copies.map((viewId) =>
          ChangeCopyEntity.build(PutTransaction).item({
            ...main,
            viewId,
            ...kept,
            ...((viewId === movedTo || taking.has(viewId)) && { slot: packSlot(slot) }),
          }),
        ),
        reply,
      );
    },
    room: async (view: View) => {
      const { Item } = await RoomEntity.build(GetItemCommand).key(view).send();
      return Item;
    },
    /** The rooms of the school year, by label. */
    rooms: async (
      { schoolId, schoolYear }: Year,
      { limit, cursor }: { limit: number; cursor?: string | undefined },
    ): Promise<{ items: readonly { viewId: RoomId; label: string }[]; cursor: string | undefined }> => {
      const partition = schoolKey(schoolId, schoolYear, "VIEWS", "room");
      const after = decodeCursor(cursor);
      const { Items = [], LastEvaluatedKey } = await table
        .build(QueryCommand)
        .entities(ViewEntity)
        .query({ partition, range: { beginsWith: "VIEW#" } })
        .options({ limit, ...(after !== undefined && { exclusiveStartKey: { pk: partition, sk: after } }) })
        .send();
      return {
        items: Items.map(({ viewId, label }) => ({ viewId: viewId as RoomId, label })),
        cursor: encodeCursor(LastEvaluatedKey?.sk as string | undefined),
      };
    },
  };
};
