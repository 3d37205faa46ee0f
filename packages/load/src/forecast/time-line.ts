import { openHeap } from "./heap.ts";

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

/** Virtual time, from 0. */
export const openTimeLine = (): TimeLine => {
  const dues = openHeap<Due>((a, b) => a.at < b.at || (a.at === b.at && a.turn < b.turn));
  let now = 0;
  let turn = 0;
  return {
    now: () => now,
    schedule: (at, work) => {
      turn += 1;
      dues.push({ at: Math.max(at, now), turn, work });
    },
    runUntil: (end) => {
      for (let due = dues.peek(); due !== undefined && due.at <= end; due = dues.peek()) {
        dues.pop();
        now = due.at;
        due.work();
      }
      now = end;
    },
  };
};
