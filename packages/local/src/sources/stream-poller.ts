import { createHash, randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { EventSourceModel } from "../assembly/event-sources.ts";
import { accountId, region } from "../engines/aws-call.ts";
import { compilePattern } from "../events/pattern.ts";
import { type Delivery, deliverRecords } from "./deliver-records.ts";
import type { Poller, PollerDeps } from "./poller.ts";
import { openStream, type Read } from "./stream-reader.ts";
import { asDelivered, changesSomething, type StreamRecord } from "./stream-record.ts";

/** Pause between two readings of a silent stream: short after activity, longer once it has been silent for a while. */
const restMs = { awake: 30, asleep: 200, asleepAfter: 3_000 };

/**
 * Serves a DynamoDB stream to a function. A batch is checkpointed once it was accepted or given up, so a restart
 * resumes where it was and may deliver the last batch again (at least once, as AWS).
 */
export async function startStreamPoller(source: EventSourceModel, deps: PollerDeps): Promise<Poller> {
  const reader = await openStream({
    endpoint: deps.endpoints.dynamodb,
    table: source.source,
    checkpointFile: join(deps.dataDir, "checkpoints", `${source.id}.json`),
    fromLatest: source.fromLatest,
    end: () => deps.streamEnds?.of(source.source),
  });
  const filters = source.filters.map(compilePattern);
  const stopping = new AbortController();
  const { signal } = stopping;
  let wake = new AbortController();
  const waiters: (() => void)[] = [];

  const deliver = async ({ shardId, records, commit }: Read): Promise<void> => {
    const wanted = records
      .filter(changesSomething)
      .map((record) => asDelivered(record, source.sourceArn))
      .filter((record) => filters.length === 0 || filters.some((matches) => matches(record)));
    const delivery: Delivery = {
      source,
      invoke: (payload) => deps.invoke(source.functionName, payload, signal),
      pause: (retry) => delay(Math.min(100 * 2 ** retry, 5_000), undefined, { signal }),
      discard: async (lost, reason, attempts) => {
        deps.onLine(`${source.functionName}: ${lost.length} stream record(s) given up (${reason})`);
        if (source.onFailureQueueArn === undefined) return;
        await deps.send(source.onFailureQueueArn, lostBatch(source, shardId, lost, reason, attempts));
      },
    };
    // Records of one item stay in order; several lanes may run at the same time (ParallelizationFactor).
    const lanes = Map.groupBy(wanted, (record) => lane(record, source.concurrency));
    await Promise.all([...lanes.values()].map((lot) => deliverRecords(lot, delivery)));
    commit();
  };

  const readBatch = async (): Promise<Read[]> => {
    const first = await reader.read(source.batchSize);
    if (first === undefined) return [];
    if (source.windowMs === 0 || first.records.length >= source.batchSize) return [first];
    await delay(source.windowMs, undefined, { signal });
    const more = await reader.read(source.batchSize - first.records.length);
    if (more?.shardId !== first.shardId) return more === undefined ? [first] : [first, more];
    return [{ ...more, records: [...first.records, ...more.records] }];
  };

  /** One round; false when there was nothing to serve. */
  const serve = async (): Promise<boolean> => {
    const reads = await readBatch();
    for (const read of reads) await deliver(read);
    return reads.length > 0;
  };

  const run = async (): Promise<void> => {
    let lastActivity = Date.now();
    while (!signal.aborted) {
      const asked = waiters.splice(0);
      const active = await serve().catch(async (error) => {
        if (signal.aborted) return true;
        deps.onLine(`stream of ${source.source}: ${error}`);
        reader.rewind();
        await delay(1_000, undefined, { signal }).catch(() => {});
        return true;
      });
      if (active) {
        waiters.push(...asked);
        lastActivity = Date.now();
        continue;
      }
      for (const done of asked) done();
      const rest = Date.now() - lastActivity > restMs.asleepAfter ? restMs.asleep : restMs.awake;
      if (waiters.length === 0) await delay(rest, undefined, { signal: wake.signal }).catch(() => {});
      if (wake.signal.aborted) wake = new AbortController();
    }
  };
  const ended = run();

  return {
    drained: () =>
      new Promise((done) => {
        if (signal.aborted) return done();
        waiters.push(done);
        wake.abort();
      }),
    stop: async () => {
      stopping.abort();
      wake.abort();
      await ended;
      for (const done of waiters) done();
    },
  };
}

function lane({ dynamodb }: StreamRecord, lanes: number): number {
  if (lanes === 1) return 0;
  return createHash("md5").update(JSON.stringify(dynamodb.Keys)).digest().readUInt32BE() % lanes;
}

/** The message that AWS puts on the destination on failure: where the records were, not what they held. */
function lostBatch(
  source: EventSourceModel,
  shardId: string,
  records: readonly StreamRecord[],
  condition: string,
  attempts: number,
): string {
  const at = (record: StreamRecord | undefined) =>
    new Date((record?.dynamodb.ApproximateCreationDateTime ?? 0) * 1_000).toISOString();
  return JSON.stringify({
    requestContext: {
      requestId: randomUUID(),
      functionArn: `arn:aws:lambda:${region}:${accountId}:function:${source.functionName}`,
      condition,
      approximateInvokeCount: attempts,
    },
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    version: "1.0",
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: records[0]?.dynamodb.SequenceNumber,
      endSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: at(records[0]),
      approximateArrivalOfLastRecord: at(records.at(-1)),
      batchSize: records.length,
      streamArn: source.sourceArn,
    },
  });
}
