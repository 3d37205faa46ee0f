import type { EventSourceModel } from "../assembly/event-sources.ts";
import { itemFailures } from "./item-failures.ts";
import type { StreamRecord } from "./stream-record.ts";

export type DiscardReason = "RetryAttemptsExhausted" | "RecordAgeExceeded";
export interface Delivery {
  readonly source: EventSourceModel;
  /** Runs the function; waits by itself while the function is throttled. */
  invoke(payload: string): Promise<{ payload: string; failed: boolean }>;
  /** Gives up these records: they go to the destination on failure, if there is one. */
  discard(records: readonly StreamRecord[], reason: DiscardReason, attempts: number): Promise<void>;
  /** Waits before the given retry (1, 2 …). Rejects when the runtime stops. */
  pause(retry: number): Promise<void>;
}

/** AWS retries for as long as the stream keeps a record, 24 h; on a laptop a poison record would just hide the error. */
const retriesWhenUnlimited = 3;
/** Room for one event under the 6 MB of a synchronous invocation. */
const eventBytes = 6_000_000;

/**
 * Delivers records of one shard in order until each is either accepted by the function or given up:
 * retries with pauses, halves a failing batch when asked to, resumes at the lowest reported failure.
 */
export async function deliverRecords(records: readonly StreamRecord[], delivery: Delivery): Promise<void> {
  for (const chunk of chunks(records)) await deliverBatch(chunk, delivery);
}

async function deliverBatch(records: readonly StreamRecord[], delivery: Delivery): Promise<void> {
  const { source } = delivery;
  const maximumRetries = source.maximumRetries < 0 ? retriesWhenUnlimited : source.maximumRetries;
  let batch = records;
  for (let attempt = 1; ; attempt++) {
    const old = batch.filter((record) => ageMs(record) > source.maximumAgeMs);
    if (old.length > 0) {
      await delivery.discard(old, "RecordAgeExceeded", attempt - 1);
      batch = batch.filter((record) => !old.includes(record));
    }
    if (batch.length === 0) return;

    const outcome = await delivery.invoke(JSON.stringify({ Records: batch }));
    const reached = outcome.failed ? 0 : firstFailure(outcome.payload, batch, source.reportsItemFailures);
    if (reached === batch.length) return;
    batch = batch.slice(reached);
    if (reached > 0) attempt = 1;
    else if (source.bisect && batch.length > 1) {
      // Halving does not use up the retries.
      const middle = Math.ceil(batch.length / 2);
      await deliverBatch(batch.slice(0, middle), delivery);
      return deliverBatch(batch.slice(middle), delivery);
    }
    if (attempt > maximumRetries) return delivery.discard(batch, "RetryAttemptsExhausted", attempt);
    await delivery.pause(attempt);
  }
}

/** Index of the first record not accepted; the length of the batch when all were. */
function firstFailure(payload: string, batch: readonly StreamRecord[], reported: boolean): number {
  if (!reported) return batch.length;
  const numbers = batch.map(({ dynamodb }) => dynamodb.SequenceNumber);
  const failures = itemFailures(payload, numbers);
  if (failures === undefined) return 0;
  return failures.length === 0 ? batch.length : Math.min(...failures.map((failure) => numbers.indexOf(failure)));
}

function ageMs({ dynamodb }: StreamRecord): number {
  return Date.now() - dynamodb.ApproximateCreationDateTime * 1_000;
}

function chunks(records: readonly StreamRecord[]): StreamRecord[][] {
  const result: StreamRecord[][] = [[]];
  let bytes = 0;
  for (const record of records) {
    const size = Buffer.byteLength(JSON.stringify(record)) + 1;
    if (bytes + size > eventBytes && bytes > 0) {
      result.push([]);
      bytes = 0;
    }
    result.at(-1)?.push(record);
    bytes += size;
  }
  return result;
}
