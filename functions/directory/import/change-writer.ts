import type { Counts } from "../contract.ts";
import { compare, type DirectoryRecord, hashOf } from "../record.ts";
import type { DirectoryStore } from "../store.ts";

const RECORDS_A_ROUND = 200;

/** Writes records, two hundred at a time, and only those whose content differs from what is kept. */
export interface ChangeWriter {
  add(record: DirectoryRecord, counts: Counts): Promise<void>;
  flush(): Promise<void>;
}

/**
 * Opens the writer of an import; `version` is its start in ms, the same when the import is taken up again after an interruption.
 * A record that has not changed costs one read unit (its mark is read consistently, so that a second attempt counts right).
 */
export const openChangeWriter = (
  { marksOf, put }: Pick<DirectoryStore, "marksOf" | "put">,
  version: number,
): ChangeWriter => {
  let waiting: { readonly record: DirectoryRecord; readonly counts: Counts }[] = [];
  let underWay: Promise<void> = Promise.resolve();
  const writeRound = async (round: typeof waiting): Promise<void> => {
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
  /** One round is written while the next is read, and no more than one: memory stays flat. */
  const sendRound = async (): Promise<void> => {
    await underWay;
    underWay = writeRound(waiting);
    // Its failure is thrown where it is next awaited, and is not "unhandled" until then.
    underWay.catch(() => undefined);
    waiting = [];
  };
  return {
    flush: async () => {
      await sendRound();
      await underWay;
    },
    add: async (record, counts) => {
      waiting.push({ record, counts });
      if (waiting.length === RECORDS_A_ROUND) await sendRound();
    },
  };
};
