import { commit, WRITES_PER_TRANSACTION, type Write } from "./commit.ts";
import { LostRace, orLostRace } from "./lost-race.ts";

/** The condition of a projection: write only over nothing, or over an older version of the same entity. */
export const olderThan = (version: number) => ({
  or: [
    { attr: "version" as const, exists: false as const },
    { attr: "version" as const, lt: version },
  ],
});

/** Who is in something, as of a version. */
export interface Members {
  readonly version: number;
  readonly ids: readonly string[];
}

/**
 * What to say of each person that either of two lists names, when `arrived` meets what is `known`: whether they are in the later one, as of
 * its version. Said of everybody, so that any order of arrival, repeated or interrupted, ends in the latest list.
 */
export const membersAfter = (
  arrived: Members,
  known: Members | undefined,
): { readonly version: number; readonly members: readonly { readonly id: string; readonly member: boolean }[] } => {
  const latest = known !== undefined && known.version > arrived.version ? known : arrived;
  const inside = new Set(latest.ids);
  const concerned = new Set([...arrived.ids, ...(known?.ids ?? [])]);
  return { version: latest.version, members: [...concerned].map((id) => ({ id, member: inside.has(id) })) };
};

/** Runs a write conditional on its version: true when it took place, false when a newer state was already there (which is fine). */
export const unlessNewer = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await orLostRace(write);
    return true;
  } catch (error) {
    if (error instanceof LostRace) return false;
    throw error;
  }
};

/**
 * Projects many items at once, each conditional on its version: a hundred in one round trip, and only where one of them meets a
 * newer state the hundred one by one. Twice the units of single writes, for a fiftieth of the calls: for rosters, not for requests.
 * No item may be named twice.
 */
export const keepTogether = async (writes: readonly Write[]): Promise<void> => {
  for (let start = 0; start < writes.length; start += WRITES_PER_TRANSACTION) {
    const some = writes.slice(start, start + WRITES_PER_TRANSACTION);
    if (await unlessNewer(commit(...some))) continue;
    await Promise.all(some.map((write) => unlessNewer(commit(write))));
  }
};
