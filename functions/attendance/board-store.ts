import { schoolYearOf } from "@preau/calendar";
import { expiresAfter, type OpenTable, olderThan, schoolKey, unlessNewer } from "@preau/store";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import { boardEntity } from "./entities.ts";
import type { BoardEntry } from "./sheet.ts";

/** Four partitions a day: five screens polling a school of 2,000 at the bell stay far under a partition's ceiling. */
const SHARDS = 4;

/** A board is a view of one day; registers keep the facts. */
const KEPT_DAYS = 30;

const shardOf = (classId: string): number => (classId.charCodeAt(4) + classId.charCodeAt(5) * 31) % SHARDS;

/** The board of a day, kept by the stream: one small item per class and lesson, replaced only by a newer version. */
export const openBoardStore = (table: OpenTable) => {
  const BoardItem = boardEntity(table);
  const entriesAt = async (
    schoolId: string,
    day: string,
    shard: number,
    prefix: string,
  ): Promise<readonly BoardEntry[]> => {
    const { Items = [] } = await table
      .build(QueryCommand)
      .entities(BoardItem)
      .query({
        partition: schoolKey(schoolId, schoolYearOf(day), "BOARD", String(shard), day),
        range: { beginsWith: prefix },
      })
      .options({ maxPages: 10 })
      .send();
    return Items.map(({ classId, lessonId, version, entry }) => ({ classId, lessonId, version, ...entry }));
  };
  return {
    /** The whole school's day. */
    boardEntries: async (schoolId: string, day: string) =>
      (
        await Promise.all(Array.from({ length: SHARDS }, (_, shard) => entriesAt(schoolId, day, shard, "CLASS#")))
      ).flat(),
    /** The day of a few classes: what a sheet needs to know of the lessons before. */
    classEntries: async ({ schoolId }: { schoolId: string }, day: string, classIds: readonly string[]) =>
      (await Promise.all(classIds.map((id) => entriesAt(schoolId, day, shardOf(id), `CLASS#${id}#`)))).flat(),
    keepEntry: (schoolId: string, day: string, { classId, lessonId, version, ...entry }: BoardEntry, now: Date) =>
      unlessNewer(
        BoardItem.build(PutItemCommand)
          .item({
            schoolId,
            schoolYear: schoolYearOf(day),
            day,
            shard: shardOf(classId),
            classId,
            lessonId,
            version,
            entry,
            ttl: expiresAfter(KEPT_DAYS, now),
          })
          .options({ condition: olderThan(version) })
          .send(),
      ),
  };
};

export type BoardStore = ReturnType<typeof openBoardStore>;
