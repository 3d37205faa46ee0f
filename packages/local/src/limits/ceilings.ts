import { accountId, region } from "../engines/aws-call.ts";
import { type Bucket, createBucket } from "./bucket.ts";
import type { Call, Touch } from "./dynamodb-call.ts";
import type { Spent } from "./dynamodb-spent.ts";
import type { Limits } from "./limits.ts";
import { createTableCeiling, type TableCeiling } from "./table-ceiling.ts";

/** Why a call is refused, in the words of DynamoDB (docs "DynamoDB throttling resolution guide"). */
export interface Refusal {
  readonly table: string;
  readonly reason: string;
  readonly resource: string;
}

export interface Ceilings {
  /** The first ceiling that is reached among those of the partitions, tables and indexes that are touched. */
  refusalOf(kind: Call["kind"], touches: readonly Touch[]): Refusal | undefined;
  /** Charges what was taken. */
  spend(kind: Call["kind"], spent: readonly Spent[]): void;
}

/** Beyond so many keys, those that rest are forgotten: they are full again anyway. */
const MOST_KEYS = 20_000;

/**
 * The ceilings of partitions and tables. A partition key value is a partition of its own, as after DynamoDB has split for heat; its ceiling is
 * hard, so that there is no burst beyond one second, for tables neither. Costs are charged after the answer, into debt if need be.
 */
export function createCeilings(limits: Pick<Limits, "partition" | "table">, now: () => number): Ceilings {
  const partitions = new Map<string, Bucket>();
  const tables = new Map<string, TableCeiling>();
  const unitsOf = { read: "readUnits", write: "writeUnits" } as const;

  const partitionOf = (kind: Call["kind"], { table, index, key }: Touch): Bucket | undefined => {
    if (key === undefined) return undefined;
    const id = `${kind} ${table} ${index ?? ""} ${key}`;
    const known = partitions.get(id);
    if (known !== undefined) return known;
    const perSecond = limits.partition[unitsOf[kind]];
    if (partitions.size >= MOST_KEYS) {
      for (const [old, bucket] of partitions) {
        if (bucket.has(limits.partition[old.startsWith("read") ? "readUnits" : "writeUnits"])) partitions.delete(old);
      }
    }
    const bucket = createBucket({ perSecond }, now);
    partitions.set(id, bucket);
    return bucket;
  };
  const tableOf = (kind: Call["kind"], { table, index }: Touch): TableCeiling => {
    const id = `${kind} ${table} ${index ?? ""}`;
    const known = tables.get(id);
    if (known !== undefined) return known;
    const ceiling = createTableCeiling({ atFirst: limits.table[unitsOf[kind]], peakMs: limits.table.peakMs }, now);
    tables.set(id, ceiling);
    return ceiling;
  };

  return {
    refusalOf: (kind, touches) => {
      for (const touch of touches) {
        const fits = partitionOf(kind, touch)?.has(Number.MIN_VALUE) ?? true;
        if (fits && tableOf(kind, touch).has()) continue;
        const { table, index } = touch;
        const [where, path] = index === undefined ? ["Table", ""] : ["Index", `/index/${index}`];
        return {
          table,
          reason: `${where}${kind === "read" ? "Read" : "Write"}KeyRangeThroughputExceeded`,
          resource: `arn:aws:dynamodb:${region}:${accountId}:table/${table}${path}`,
        };
      }
      return undefined;
    },
    spend: (kind, spent) => {
      for (const one of spent) {
        partitionOf(kind, one)?.spend(one.units);
        tableOf(kind, one).spend(one.units);
      }
    },
  };
}
