import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Random } from "@preau/demo/world/random";
import { openStream } from "@preau/local/sources/stream-reader";
import { asDelivered, type StreamRecord } from "@preau/local/sources/stream-record";
import { attendance } from "../../../../functions/attendance/manifest.ts";
import type { Workers } from "./worker-pool.ts";

const READ_AT_ONCE = 20;
const LOTS_AT_ONCE = 100;
const SILENCE_MS = 20;
/** Delivered again after it was accepted, as streams may. */
const DELIVERED_TWICE = 0.15;

const entityOf = ({ dynamodb: { NewImage, OldImage } }: StreamRecord): string =>
  ((NewImage ?? OldImage)?._et as { S?: string } | undefined)?.S ?? "";

/**
 * Tells the workers what the stream of the table tells `onDayTouched`, in small lots, several at once and some of them twice: harsher
 * than a stream, which keeps the changes of one item in order. A lot whose worker died or failed comes back until it is accepted.
 */
export const followTable = async (
  endpoint: string,
  table: string,
  { workers, random }: { readonly workers: Pick<Workers, "ask">; readonly random: Random },
) => {
  const dir = mkdtempSync(join(tmpdir(), "preau-histories-"));
  const follows = new Set(attendance.functions.onDayTouched?.follows);
  const checkpointFile = join(dir, "checkpoint.json");
  const reader = await openStream({ endpoint, table, checkpointFile, fromLatest: true });
  const deliver = async (Records: readonly StreamRecord[]): Promise<void> => {
    for (;;) {
      const answer = (await workers.ask("changes", { Records })) as { batchItemFailures: unknown[] } | undefined;
      if (answer?.batchItemFailures.length === 0) return;
    }
  };
  let delivered = 0;
  let ending = false;
  const underWay = new Set<Promise<void>>();
  const begin = (lot: readonly StreamRecord[]): void => {
    const delivery = deliver(lot).finally(() => underWay.delete(delivery));
    underWay.add(delivery);
  };
  const run = async (): Promise<void> => {
    for (;;) {
      while (underWay.size >= LOTS_AT_ONCE) await Promise.race(underWay);
      const last = ending;
      const read = await reader.read(READ_AT_ONCE);
      if (read === undefined) {
        if (last) break;
        await delay(SILENCE_MS);
        continue;
      }
      const wanted = read.records
        .filter((record) => follows.has(entityOf(record)))
        .map((record) => asDelivered(record, "arn:aws:dynamodb:local"));
      for (const lot of Map.groupBy(wanted, () => random.int(wanted.length)).values()) {
        begin(lot);
        if (random.chance(DELIVERED_TWICE)) begin(lot);
      }
      delivered += wanted.length;
    }
    while (underWay.size > 0) await Promise.all(underWay);
  };
  const ended = run();
  return {
    /** Resolves once everything written before the call was delivered: how many changes there were. */
    drained: async (): Promise<number> => {
      ending = true;
      await ended;
      rmSync(dir, { recursive: true, force: true });
      return delivered;
    },
  };
};
