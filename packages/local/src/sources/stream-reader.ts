import { AwsCallError, awsCall } from "../engines/aws-call.ts";
import { type Checkpoint, readCheckpoint, writeCheckpoint } from "./checkpoint.ts";
import type { StreamRecord } from "./stream-record.ts";

/** Records read from one shard, in order; `commit` marks them as done with. */
export interface Read {
  readonly shardId: string;
  readonly records: readonly StreamRecord[];
  commit(): void;
}

export interface StreamReader {
  /** Next records of any shard, at most `limit`; undefined when every shard was read to its end. */
  read(limit: number): Promise<Read | undefined>;
  /** Goes back to the checkpoint, after a failure: what was read and not committed is read again. */
  rewind(): void;
}

interface Shard {
  readonly ShardId: string;
  readonly ParentShardId?: string;
}
interface Page {
  readonly Records: StreamRecord[];
  readonly NextShardIterator?: string;
  /** Empty because the iterator was too old: no end of anything. */
  readonly isRefused?: boolean;
}

/**
 * Reads the stream of a table from the checkpoint on: parents before their children, each shard in its order.
 * Without checkpoint it starts at the oldest record; `fromLatest` then skips what is already there, once and for all.
 */
export async function openStream(options: {
  endpoint: string;
  table: string;
  checkpointFile: string;
  fromLatest: boolean;
  /** The last sequence number written, where it can be told: nothing is asked of the stream until it is another one. */
  end?: () => number | undefined;
}): Promise<StreamReader> {
  const call = <Reply>(action: string, input: object) =>
    awsCall<Reply>(options.endpoint, `DynamoDBStreams_20120810.${action}`, input);
  const { Table } = await awsCall<{ Table: { LatestStreamArn?: string } }>(
    options.endpoint,
    "DynamoDB_20120810.DescribeTable",
    { TableName: options.table },
  );
  const streamArn = Table.LatestStreamArn;
  if (streamArn === undefined) throw new Error(`the table ${options.table} has no stream`);

  const saved = readCheckpoint(options.checkpointFile, streamArn);
  const checkpoint: Checkpoint = saved ?? { streamArn, after: {}, finished: [] };
  const iterators = new Map<string, string>();

  const openShards = async (): Promise<Shard[]> => {
    const { StreamDescription } = await call<{ StreamDescription: { Shards: Shard[] } }>("DescribeStream", {
      StreamArn: streamArn,
    });
    const shards = StreamDescription.Shards;
    const finished = (id: string | undefined) => id !== undefined && checkpoint.finished.includes(id);
    const known = new Set(shards.map(({ ShardId }) => ShardId));
    checkpoint.finished = checkpoint.finished.filter((id) => known.has(id));
    return shards.filter(
      ({ ShardId, ParentShardId }) =>
        !finished(ShardId) && (ParentShardId === undefined || !known.has(ParentShardId) || finished(ParentShardId)),
    );
  };
  let shards = await openShards();

  const iteratorOf = async (shardId: string): Promise<string> => {
    const ready = iterators.get(shardId);
    if (ready !== undefined) return ready;
    const SequenceNumber = checkpoint.after[shardId];
    const position =
      SequenceNumber === undefined
        ? { ShardIteratorType: "TRIM_HORIZON" }
        : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber };
    const input = { StreamArn: streamArn, ShardId: shardId, ...position };
    return (await call<{ ShardIterator: string }>("GetShardIterator", input)).ShardIterator;
  };

  const page = async (shardId: string, limit: number): Promise<Page> => {
    try {
      return await call<Page>("GetRecords", { ShardIterator: await iteratorOf(shardId), Limit: limit });
    } catch (error) {
      iterators.delete(shardId);
      if (!(error instanceof AwsCallError)) throw error;
      // Older than what the stream keeps (24 h): the oldest record left is the next one.
      if (error.code === "TrimmedDataAccessException") delete checkpoint.after[shardId];
      else if (error.code !== "ExpiredIteratorException") throw error;
      return { Records: [], NextShardIterator: await iteratorOf(shardId), isRefused: true };
    }
  };

  let readTo: number | undefined;
  const read = async (limit: number): Promise<Read | undefined> => {
    const end = options.end?.();
    if (end !== undefined && end === readTo) return undefined;
    let isWhole = true;
    for (const { ShardId: shardId } of shards) {
      if (checkpoint.finished.includes(shardId)) continue;
      const { Records: records, NextShardIterator: next, isRefused } = await page(shardId, Math.min(limit, 1_000));
      if (isRefused) isWhole = false;
      if (next === undefined) iterators.delete(shardId);
      else iterators.set(shardId, next);
      const commit = () => {
        const last = records.at(-1)?.dynamodb.SequenceNumber;
        if (last !== undefined) checkpoint.after[shardId] = last;
        if (next === undefined) checkpoint.finished.push(shardId);
        writeCheckpoint(options.checkpointFile, checkpoint);
      };
      if (records.length > 0) return { shardId, records, commit };
      if (next === undefined) commit();
    }
    if (shards.length === 0 || shards.some(({ ShardId }) => checkpoint.finished.includes(ShardId))) {
      shards = await openShards();
    } else if (isWhole) readTo = end;
    return undefined;
  };

  const rewind = (): void => {
    iterators.clear();
    readTo = undefined;
  };

  if (saved === undefined) {
    if (options.fromLatest)
      for (let skipped = await read(1_000); skipped; skipped = await read(1_000)) skipped.commit();
    writeCheckpoint(options.checkpointFile, checkpoint);
  }
  return { read, rewind };
}
