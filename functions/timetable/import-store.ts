import { commit, commitInHundreds, type OpenTable, schoolKey, type Write } from "@preau/store";
import { getAll } from "@preau/store/batches";
import { BatchGetRequest } from "dynamodb-toolbox/entity/actions/batchGet";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
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
    keepViews: (year: Year, views: readonly NamedView[]): Promise<void> =>
      commitInHundreds(
        views.flatMap((view) => [
          ViewEntity.build(PutTransaction).item({ ...year, ...view }),
          ...(view.kind === "room"
            ? [RoomEntity.build(PutTransaction).item({ ...year, viewId: view.viewId, label: view.label })]
            : []),
        ]),
      ),
    keptDays: async (year: Year, keys: readonly Pick<ViewDay, "viewId" | "weekday">[]): Promise<readonly KeptDay[]> => {
      const requests = keys.map(({ viewId, weekday }) =>
        DayEntity.build(BatchGetRequest).key({ ...year, viewId, weekday }),
      );
      const attributes = ["viewId", "weekday", "classes", "hash", "version"];
      const days = await getAll<KeptDay>(table, requests, { consistent: true, attributes });
      return days.filter((day) => day !== undefined);
    },
    /** @throws LostRace when one of the days is no longer at the version that was read. */
    keepDays: (days: readonly { readonly day: ViewDay; readonly read: number | undefined }[]): Promise<void> =>
      commitInHundreds(
        days.map(({ day, read }) =>
          DayEntity.build(PutTransaction)
            .item(day)
            .options({
              condition: read === undefined ? { attr: "version", exists: false } : { attr: "version", eq: read },
            }),
        ),
      ),
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
