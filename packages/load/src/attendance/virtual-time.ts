interface Planned {
  readonly at: number;
  readonly order: number;
  readonly act: () => void;
}

const sooner = (a: Planned, b: Planned): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** A heap: whatever is planned, the soonest comes out first, and what was planned first among equals. */
const openAgenda = () => {
  const heap: Planned[] = [];
  const at = (index: number): Planned => {
    const planned = heap[index];
    if (planned === undefined) throw new RangeError("nothing is planned there");
    return planned;
  };
  return {
    put: (planned: Planned): void => {
      let index = heap.push(planned) - 1;
      for (let parent = (index - 1) >> 1; index > 0 && sooner(planned, at(parent)); parent = (index - 1) >> 1) {
        heap[index] = at(parent);
        index = parent;
      }
      heap[index] = planned;
    },
    take: (): Planned | undefined => {
      const first = heap[0];
      const last = heap.pop();
      if (last === undefined || heap.length === 0) return first;
      let index = 0;
      for (let child = 1; child < heap.length; child = 2 * index + 1) {
        if (child + 1 < heap.length && sooner(at(child + 1), at(child))) child += 1;
        if (!sooner(at(child), last)) break;
        heap[index] = at(child);
        index = child;
      }
      heap[index] = last;
      return first;
    },
  };
};

/**
 * A clock that only moves when everything due before has run to its next pause: minutes of a school pass in microseconds, and the same
 * seed gives the same order of things on every machine. Instants are epoch milliseconds.
 */
export const openVirtualTime = (start: number) => {
  const agenda = openAgenda();
  let now = start;
  let planned = 0;
  let working = 0;
  /** Everything that can go on without time passing has. Now and then, and for real work, the process hears of the world too. */
  const settled = (turn: number): Promise<void> =>
    new Promise((resolve) => {
      if (working > 0 || turn % 512 === 0) setImmediate(resolve);
      else process.nextTick(resolve);
    });
  /** Plans something; the past is now. */
  const at = (instant: number, act: () => void): void => {
    planned += 1;
    agenda.put({ at: Math.max(instant, now), order: planned, act });
  };
  return {
    now: () => now,
    at,
    /** Passes time. */
    pause: (ms: number): Promise<void> => new Promise((resolve) => at(now + ms, resolve)),
    /** Holds the clock while real work (an engine) is under way. */
    during: async <Result>(work: Promise<Result>): Promise<Result> => {
      working += 1;
      try {
        return await work;
      } finally {
        working -= 1;
      }
    },
    /** Runs until nothing is planned any more. */
    run: async (): Promise<void> => {
      let turn = 0;
      for (let next = agenda.take(); next !== undefined; next = agenda.take()) {
        now = next.at;
        next.act();
        turn += 1;
        do await settled(turn);
        while (working > 0);
      }
    },
  };
};

export type VirtualTime = ReturnType<typeof openVirtualTime>;
