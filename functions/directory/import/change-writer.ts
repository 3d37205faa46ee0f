import type { Counts } from "../contract.ts";
import { compare, type DirectoryRecord, hashOf } from "../record.ts";
import type { DirectoryStore } from "../store.ts";

const RECORDS_A_ROUND = 100;

/** Writes records, a hundred at a time, and only those whose content differs from what is kept. */
export interface ChangeWriter {
  add(record: DirectoryRecord, counts: Counts): Promise<void>;
  flush(): Promise<void>;
}

/**
 * Opens the writer of an import; `version` is its start in ms, the same when the import is taken up again after an interruption.
 * The price of a record that has not changed is half a read unit.
 */
export const openChangeWriter = (
  { marksOf, put }: Pick<DirectoryStore, "marksOf" | "put">,
  version: number,
): ChangeWriter => {
  const waiting: { readonly record: DirectoryRecord; readonly counts: Counts }[] = [];
  const flush = async (): Promise<void> => {
    const round = waiting.splice(0);
    if (round.length === 0) return;
    const marks = await marksOf(round.map(({ record }) => record));
    const changed = round.flatMap(({ record, counts }, index) => {
      const hash = hashOf(record.content);
      const mark = marks[index];
      const { change, write } = compare(hash, mark, version);
      counts[change] += 1;
      return write ? [{ ...record, mark: { hash, version, since: mark?.since ?? version } }] : [];
    });
    await put(changed);
  };
  return {
    flush,
    add: async (record, counts) => {
      waiting.push({ record, counts });
      if (waiting.length === RECORDS_A_ROUND) await flush();
    },
  };
};
