import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** How far an event source has read a stream. */
export interface Checkpoint {
  /** Another stream (a table made anew) starts from its beginning. */
  streamArn: string;
  /** By shard: the last sequence number done with, absent before the first. */
  after: Record<string, string>;
  /** Shards read to their end. */
  finished: string[];
}

/** Reads the checkpoint of this stream; undefined when there is none yet. */
export function readCheckpoint(file: string, streamArn: string): Checkpoint | undefined {
  try {
    const checkpoint: Checkpoint = JSON.parse(readFileSync(file, "utf8"));
    return checkpoint.streamArn === streamArn ? checkpoint : undefined;
  } catch {
    return undefined;
  }
}

/** Replaces the checkpoint in one step, so that a process killed at any moment leaves the old or the new one. */
export function writeCheckpoint(file: string, checkpoint: Checkpoint): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(checkpoint));
  renameSync(`${file}.new`, file);
}
