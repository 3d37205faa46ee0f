/** Virtual time: what is due is done in order of time, and in the order it was asked for at the same moment. */
export interface TimeLine {
  /** Milliseconds from the start. */
  now(): number;
  /** At `at`, or now if that is past. */
  schedule(at: number, work: () => void): void;
  /** Does all that is due until `end`; what comes later is left undone. */
  runUntil(end: number): void;
}

interface Due {
  readonly at: number;
  readonly turn: number;
  readonly work: () => void;
}

const before = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.turn < b.turn);

/** A binary heap: a million of moments a second. */
export const openTimeLine = (): TimeLine => {
  const heap: Due[] = [];
  let now = 0;
  let turn = 0;

  const push = (due: Due): void => {
    let place = heap.length;
    heap.push(due);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || before(above, due)) break;
      heap[place] = above;
      place = parent;
    }
    heap[place] = due;
  };

  const pop = (): Due | undefined => {
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const [one, other] = [heap[left], heap[left + 1]];
      if (one === undefined) break;
      const child = other !== undefined && before(other, one) ? left + 1 : left;
      const least = child === left ? one : (other ?? one);
      if (!before(least, last)) break;
      heap[place] = least;
      place = child;
    }
    heap[place] = last;
    return first;
  };

  return {
    now: () => now,
    schedule: (at, work) => {
      turn += 1;
      push({ at: Math.max(at, now), turn, work });
    },
    runUntil: (end) => {
      for (let due = heap[0]; due !== undefined && due.at <= end; due = heap[0]) {
        pop();
        now = due.at;
        due.work();
      }
      now = end;
    },
  };
};
