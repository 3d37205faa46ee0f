import { type OpenTable, olderThan, schoolKey, unlessNewer } from "@preau/store";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import { detentionEntity, JOURNAL_SHARDS, type LineKind, lineEntity, type SchoolYear } from "../entities.ts";
import type { Line } from "./line.ts";

/** A line with where it lies. */
export interface KeptLine<L extends Line = Line> {
  readonly day: string;
  readonly id: string;
  readonly version: number;
  readonly line: L;
}

interface Stretch {
  readonly from: string;
  /** The last day, or the place (`<day>#<id>`) that the page before ended at. */
  readonly to: string;
}

const placeOf = ({ day, id }: Pick<KeptLine, "day" | "id">): string => `${day}#${id}`;
const latestFirst = (one: KeptLine, other: KeptLine): number => (placeOf(one) < placeOf(other) ? 1 : -1);

/** The journal of a school: what happened in it, line by line, spread over a few partitions. */
export const openJournalStore = (table: OpenTable) => {
  const LineItem = lineEntity(table);
  const DetentionItem = detentionEntity(table);

  const shardOf = async (
    { schoolId, schoolYear }: SchoolYear,
    shard: number,
    kind: LineKind,
    { from, to }: Stretch,
    limit: number | undefined,
  ): Promise<{ readonly lines: readonly KeptLine[]; readonly whole: boolean }> => {
    const { Items = [], LastEvaluatedKey } = await table
      .build(QueryCommand)
      .entities(LineItem)
      .query({
        partition: schoolKey(schoolId, schoolYear, "JOURNAL", String(shard)),
        range: { between: [`${kind}#${from}`, `${kind}#${to}`] },
      })
      .options(limit === undefined ? { maxPages: Number.POSITIVE_INFINITY } : { reverse: true, limit })
      .send();
    return { lines: Items, whole: LastEvaluatedKey === undefined };
  };
  const shards = Array.from({ length: JOURNAL_SHARDS }, (_, shard) => shard);

  return {
    /** All lines of a period: 0.5 RRU for about ten. */
    linesOf: async <L extends Line>(year: SchoolYear, kind: LineKind, from: string, to: string) => {
      const found = await Promise.all(
        shards.map((shard) => shardOf(year, shard, kind, { from, to: `${to}#~` }, undefined)),
      );
      return found.flatMap(({ lines }) => lines).toSorted(latestFirst) as unknown as readonly KeptLine<L>[];
    },
    /**
     * Lines of a period, latest first, from where the page before ended (`after`). Each shard gives as many as are asked for, so that
     * the latest of all are among them.
     */
    page: async <L extends Line>(
      year: SchoolYear,
      kind: LineKind,
      { from, to, after, limit }: { from: string; to: string; after: string | undefined; limit: number },
    ): Promise<{ readonly lines: readonly KeptLine<L>[]; readonly end: string | undefined }> => {
      const stretch = { from, to: after ?? `${to}#~` };
      const found = await Promise.all(shards.map((shard) => shardOf(year, shard, kind, stretch, limit + 1)));
      const merged = found
        .flatMap(({ lines }) => lines)
        .filter((one) => placeOf(one) !== after)
        .toSorted(latestFirst) as unknown as KeptLine<L>[];
      const lines = merged.slice(0, limit);
      const last = lines.at(-1);
      const more = merged.length > limit || found.some(({ whole }) => !whole);
      return { lines, end: more && last !== undefined ? placeOf(last) : undefined };
    },
    /** Writes a line anew over one no later. */
    rewrite: (year: SchoolYear, lineKind: LineKind, { day, id, version, line }: KeptLine) =>
      unlessNewer(
        LineItem.build(PutItemCommand)
          .item({ ...year, lineKind, day, id, version, line })
          .options({ condition: olderThan(version) })
          .send(),
      ),
    /** Who is expected in detention on a day, by hour: 0.5 RRU for a dozen. */
    detentionsOn: async ({ schoolId, schoolYear }: SchoolYear, day: string) => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(DetentionItem)
        .query({ partition: schoolKey(schoolId, schoolYear, "DETENTIONS", "LIST"), range: { beginsWith: `${day}#` } })
        .options({ maxPages: 10 })
        .send();
      return Items;
    },
  };
};

export type JournalStore = ReturnType<typeof openJournalStore>;
