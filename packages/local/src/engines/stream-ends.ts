import { DatabaseSync } from "node:sqlite";

/** How far the streams of an engine's tables have come. */
export interface StreamEnds {
  /** The greatest sequence number of a table's stream, 0 while it is empty; undefined when it cannot be told. */
  of(table: string): number | undefined;
  close(): void;
}

/**
 * Reads the ends of streams in the engine's own file: twenty pollers that ask for records thirty times a second over HTTP would take a third of a core
 * of a machine that has nothing to tell them. Needs the index that `startDynamodb` makes; the engine writes ahead, so nobody waits for anybody.
 */
export function openStreamEnds(file: string): StreamEnds {
  const database = new DatabaseSync(file, { readOnly: true });
  const end = database.prepare(
    "SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) AS last FROM _stream_records WHERE table_name = ?",
  );
  return {
    of: (table) => {
      try {
        return Number(end.get(table)?.last);
      } catch {
        return undefined;
      }
    },
    close: () => database.close(),
  };
}
