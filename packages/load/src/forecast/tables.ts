import { type Bucket, createBucket } from "@preau/local/limits/bucket";
import { createTableCeiling, type TableCeiling } from "@preau/local/limits/table-ceiling";
import type { AccountLimits, TableUse } from "./model.ts";

/** What refuses: a table, or one key of it. */
export interface TableRefusal {
  readonly table: string;
  /** The kind of key, where it is one. */
  readonly pattern?: string;
  readonly kind: "read" | "write";
}

interface Peak {
  readUnits: number;
  writeUnits: number;
}

/**
 * Tables on demand, each with its warm throughput and twice its earlier peak, and the keys where many people meet, each with the ceiling of a
 * partition. Keys of one person or one class are not followed: nothing there meets but a few people.
 */
export const openTables = ({ table, partition }: Pick<AccountLimits, "table" | "partition">, now: () => number) => {
  const ceilings = new Map<string, TableCeiling>();
  const keys = new Map<string, Bucket>();
  const taken = new Map<string, Peak>();
  const hottest = new Map<string, { second: number; units: number; peak: number }>();

  const ceilingOf = (name: string, kind: "read" | "write"): TableCeiling => {
    const id = `${kind} ${name}`;
    const known = ceilings.get(id);
    if (known !== undefined) return known;
    const atFirst = kind === "read" ? table.readUnits : table.writeUnits;
    const ceiling = createTableCeiling({ atFirst, peakMs: table.peakMs }, now);
    ceilings.set(id, ceiling);
    return ceiling;
  };
  const bucketOf = (id: string, kind: "read" | "write"): Bucket => {
    const known = keys.get(id);
    if (known !== undefined) return known;
    const bucket = createBucket({ perSecond: kind === "read" ? partition.readUnits : partition.writeUnits }, now);
    keys.set(id, bucket);
    return bucket;
  };
  const note = (id: string, units: number): void => {
    const second = Math.floor(now() / 1_000);
    const known = hottest.get(id) ?? { second, units: 0, peak: 0 };
    hottest.set(id, known);
    if (known.second !== second) Object.assign(known, { second, units: 0 });
    known.units += units;
    known.peak = Math.max(known.peak, known.units);
  };
  /** The keys of a use, for somebody of that school. */
  const meetings = ({ meeting }: TableUse, school: number) =>
    meeting.flatMap(({ pattern, scope, rru, wru }) => {
      const id = `${pattern} ${scope === "school" ? school : "cell"}`;
      return [
        { id: `read ${id}`, pattern, kind: "read" as const, units: rru },
        { id: `write ${id}`, pattern, kind: "write" as const, units: wru },
      ].filter(({ units }) => units > 0);
    });

  return {
    /** The first ceiling that is reached; nothing is taken. */
    refusalOf: (uses: readonly TableUse[], school: number): TableRefusal | undefined => {
      for (const use of uses) {
        for (const { id, pattern, kind } of meetings(use, school))
          if (!bucketOf(id, kind).has(Number.MIN_VALUE)) return { table: use.table, pattern, kind };
        for (const kind of ["read", "write"] as const) {
          const units = kind === "read" ? use.rru : use.wru;
          if (units > 0 && !ceilingOf(use.table, kind).has()) return { table: use.table, kind };
        }
      }
      return undefined;
    },
    /** `times` calls that each take so much. */
    take: (uses: readonly TableUse[], school: number, times = 1): void => {
      for (const use of uses) {
        for (const { id, kind, units } of meetings(use, school)) {
          bucketOf(id, kind).spend(units * times);
          note(id, units * times);
        }
        const of = taken.get(use.table) ?? { readUnits: 0, writeUnits: 0 };
        taken.set(use.table, of);
        of.readUnits += use.rru * times;
        of.writeUnits += use.wru * times;
        if (use.rru > 0) ceilingOf(use.table, "read").spend(use.rru * times);
        if (use.wru > 0) ceilingOf(use.table, "write").spend(use.wru * times);
        note(`read ${use.table}`, use.rru * times);
        note(`write ${use.table}`, use.wru * times);
      }
    },
    /** Units in the hottest second of each table and followed key (`read attendance`), the hottest first. */
    peaks: (): readonly { readonly what: string; readonly perSecond: number }[] =>
      [...hottest].map(([what, { peak }]) => ({ what, perSecond: peak })).sort((a, b) => b.perSecond - a.perSecond),
  };
};

export type Tables = ReturnType<typeof openTables>;
