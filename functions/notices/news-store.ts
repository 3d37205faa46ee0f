import { type OpenTable, orLostRace, overRaces, schoolKey } from "@preau/store";
import { getAll } from "@preau/store/batches";
import { BatchGetRequest } from "dynamodb-toolbox/entity/actions/batchGet";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import { newsEntity } from "./entities.ts";
import { keptUntil } from "./kept-until.ts";
import type { News } from "./news.ts";
import type { PupilDay, SchoolYear } from "./notice.ts";

/** Eight partitions a day: when the hold of a whole lycée ends at one instant, four take 300 write units a second each. */
const SHARDS = 8;
/** Writers of one line: an event or two, and a guardian's notices a change at a time. */
const ATTEMPTS = 10;

/** The partition of a pupil among those of a day. */
export const shardOf = (pupilId: string): number => (pupilId.charCodeAt(4) + pupilId.charCodeAt(5) * 31) % SHARDS;

/** The line of each pupil of whom something is told, by day. */
export const openNewsStore = (table: OpenTable) => {
  const NewsItem = newsEntity(table);
  type Kept = NonNullable<Awaited<ReturnType<typeof read>>>;
  const keyOf = ({ schoolId, schoolYear, day, pupilId }: PupilDay) => ({
    schoolId,
    schoolYear,
    day,
    pupilId,
    shard: shardOf(pupilId),
  });
  const read = async (key: PupilDay) => {
    const { Item } = await NewsItem.build(GetItemCommand).key(keyOf(key)).options({ consistent: true }).send();
    return Item;
  };
  const newsIn = ({ news, shard: _shard, ttl: _ttl, ...key }: Kept): News => ({ ...key, ...news });
  const keep = async (line: News): Promise<void> => {
    const { revision, givenName, className, presence, told } = line;
    await orLostRace(
      NewsItem.build(PutItemCommand)
        .item({
          ...keyOf(line),
          revision,
          news: { givenName, className, told, ...(presence && { presence }) },
          ttl: keptUntil(line.schoolYear),
        })
        .options({
          condition: revision === 1 ? { attr: "revision", exists: false } : { attr: "revision", eq: revision - 1 },
        })
        .send(),
    );
  };
  return {
    /** Puts the line in the state that `next` makes of it, over whatever others write at the same time: 1 RRU, 1 WRU a KB. */
    change: async (key: PupilDay, next: (news: News | undefined) => News): Promise<void> => {
      return overRaces(ATTEMPTS, async () => {
        const found = await read(key);
        const known = found && newsIn(found);
        const line = next(known);
        if (line.revision === known?.revision) return;
        return await keep(line);
      });
    },
    /** All that a school tells on a day: 0.5 RRU for four pupils or so. */
    newsOfDay: async ({ schoolId, schoolYear }: SchoolYear, day: string): Promise<readonly News[]> => {
      const shards = await Promise.all(
        Array.from({ length: SHARDS }, (_, shard) =>
          table
            .build(QueryCommand)
            .entities(NewsItem)
            .query({ partition: schoolKey(schoolId, schoolYear, "NEWS", String(shard), day) })
            .options({ maxPages: 10 })
            .send(),
        ),
      );
      return shards.flatMap(({ Items = [] }) => Items.map(newsIn));
    },
    /** What was told of one pupil on each of a few days: 0.5 RRU a day. */
    newsOfPupil: async (
      pupil: SchoolYear & { readonly pupilId: string },
      days: readonly string[],
    ): Promise<readonly News[]> => {
      const keys = days.map((day) => NewsItem.build(BatchGetRequest).key(keyOf({ ...pupil, day })));
      const found = await getAll<Kept>(table, keys);
      return found.flatMap((one) => (one === undefined ? [] : [newsIn(one)]));
    },
  };
};

export type NewsStore = ReturnType<typeof openNewsStore>;
