import { commit, type OpenTable, orLostRace, schoolKey, type Write } from "@preau/store";
import { getAll } from "@preau/store/batches";
import { BatchGetRequest } from "dynamodb-toolbox/entity/actions/batchGet";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import type { View, ViewDay, ViewKind, Year } from "./day.ts";
import { dayEntity, roomEntity, viewEntity } from "./entities.ts";

/** One view as the import names it; the label of a room is what people read. */
export interface NamedView {
  readonly viewId: string;
  readonly kind: ViewKind;
  readonly label: string;
}

/** A day already kept: what tells whether it must be written, without its slots. */
export type KeptDay = Pick<ViewDay, "viewId" | "weekday" | "classes" | "hash" | "version">;

const KINDS = ["audience", "teacher", "room"] as const;

/** What an import of the timetable reads and writes. */
export const openImportStore = (table: OpenTable) => {
  const DayEntity = dayEntity(table);
  const ViewEntity = viewEntity(table);
  const RoomEntity = roomEntity(table);
  return {
    /** Every view an earlier import has met this school year. */
    views: async ({ schoolId, schoolYear }: Year): Promise<readonly NamedView[]> => {
      const byKind = await Promise.all(
        KINDS.map((kind) =>
          table
            .build(QueryCommand)
            .entities(ViewEntity)
            .query({ partition: schoolKey(schoolId, schoolYear, "VIEWS", kind) })
            .options({ maxPages: Number.POSITIVE_INFINITY })
            .send(),
        ),
      );
      return byKind.flatMap(({ Items = [] }) => Items);
    },
    keepView: async (year: Year, view: NamedView): Promise<void> => {
      if (view.kind === "room")
        await RoomEntity.build(PutItemCommand)
          .item({ ...year, viewId: view.viewId, label: view.label })
          .send();
      await ViewEntity.build(PutItemCommand)
        .item({ ...year, ...view })
        .send();
    },
    keptDays: async (year: Year, keys: readonly Pick<ViewDay, "viewId" | "weekday">[]): Promise<readonly KeptDay[]> => {
      const requests = keys.map(({ viewId, weekday }) =>
        DayEntity.build(BatchGetRequest).key({ ...year, viewId, weekday }),
      );
      const attributes = ["viewId", "weekday", "classes", "hash", "version"];
      const days = await getAll<KeptDay>(table, requests, { consistent: true, attributes });
      return days.filter((day) => day !== undefined);
    },
    /** @throws LostRace when the day is no longer at the version that was read. */
    keepDay: async (day: ViewDay, read: number | undefined): Promise<void> => {
      await orLostRace(
        DayEntity.build(PutItemCommand)
          .item(day)
          .options({
            condition: read === undefined ? { attr: "version", exists: false } : { attr: "version", eq: read },
          })
          .send(),
      );
    },
    /** The whole week of one view. */
    week: async ({ schoolId, schoolYear, viewId }: View): Promise<readonly ViewDay[]> => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(DayEntity)
        .query({ partition: schoolKey(schoolId, schoolYear, "VIEW", viewId), range: { beginsWith: "DAY#" } })
        .options({ consistent: true })
        .send();
      return Items;
    },
    /** Remembers the answer of an import whose days are all written: a replay gets it again. */
    answer: (reply: Write): Promise<void> => commit(reply),
  };
};
