import type { Random } from "@preau/demo/world/random";
import type { Change } from "@preau/runtime/follow";
import type { VirtualTime } from "./virtual-time.ts";

const SECOND = 1_000;

/** Whether a run ended well; otherwise what it was given comes back. */
type Handled = Promise<boolean>;

interface Place {
  readonly time: VirtualTime;
  readonly random: Random;
}

const SHARDS = 4;
const MOST_RECORDS = 10;

/**
 * A consumer of a table's stream: the changes of one key in order, several keys in any. A batch that fails is given again whole, and what
 * comes after it waits.
 */
export const openStream = ({ time, random }: Place, handle: (changes: readonly Change[]) => Handled) => {
  const shards = Array.from({ length: SHARDS }, () => ({ waiting: [] as Change[], busy: false }));
  const drain = async (shard: (typeof shards)[number]): Promise<void> => {
    shard.busy = true;
    await time.pause(random.chance(0.01) ? random.int(5 * SECOND) : 100 + random.int(300));
    while (shard.waiting.length > 0) {
      const batch = shard.waiting.slice(0, 1 + random.int(MOST_RECORDS));
      while (!(await handle(batch))) await time.pause(SECOND + random.int(SECOND));
      shard.waiting.splice(0, batch.length);
    }
    shard.busy = false;
  };
  return (key: string, change: Change): void => {
    let hash = 0;
    for (const letter of key) hash = (hash * 31 + letter.charCodeAt(0)) | 0;
    const shard = shards[Math.abs(hash) % SHARDS];
    if (shard === undefined) throw new RangeError("no such shard");
    shard.waiting.push(change);
    if (!shard.busy) void drain(shard);
  };
};

/**
 * A queue: in no order, sometimes late, sometimes twice. A message whose run failed, or was killed, is seen again once it is visible again.
 */
export const openQueue = <Message>(
  { time, random }: Place,
  visibleAgainAfterMs: number,
  handle: (message: Message) => Handled,
) => {
  const deliver = async (message: Message, afterMs: number): Promise<void> => {
    await time.pause(afterMs);
    while (!(await handle(message))) await time.pause(visibleAgainAfterMs);
  };
  const travel = (): number => (random.chance(0.01) ? random.int(10 * SECOND) : 50 + random.int(400));
  return (message: Message, delayMs = 0): void => {
    void deliver(message, delayMs + travel());
    if (random.chance(0.01)) void deliver(message, delayMs + travel() + random.int(60 * SECOND));
  };
};
