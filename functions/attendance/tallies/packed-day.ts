import type { CountedLesson } from "../pupil-day/pupil-file.ts";

/** A lesson in a class book: what is counted, printed and compared, and why. */
export interface TalliedLesson extends CountedLesson {
  readonly reason?: string | undefined;
}

const LETTERS = { absent: "a", late: "l", left: "p", elsewhere: "e", conflict: "c" } as const;
const STATES = new Map(Object.entries(LETTERS).map(([state, letter]) => [letter, state as TalliedLesson["state"]]));

/** Start and end as `0800`, a letter, minutes, 1 for justified plus 2 for counted, the reason: forty bytes instead of two hundred and fifty. */
export type PackedLesson = readonly [string, string, string, number, number, string?];

const packTime = (time: string): string => time.replace(":", "");
const unpackTime = (packed: string): string => `${packed.slice(0, 2)}:${packed.slice(2)}`;

export const packLesson = ({ start, end, state, minutes, justified, counts, reason }: TalliedLesson): PackedLesson => {
  const flags = (justified ? 1 : 0) + (counts ? 2 : 0);
  const packed = [packTime(start), packTime(end), LETTERS[state], minutes ?? 0, flags] as const;
  return reason === undefined ? packed : [...packed, reason];
};

export const unpackLesson = ([start, end, letter, minutes, flags, reason]: PackedLesson): TalliedLesson => ({
  start: unpackTime(start),
  end: unpackTime(end),
  state: STATES.get(letter as (typeof LETTERS)[keyof typeof LETTERS]) ?? "conflict",
  ...(minutes > 0 && { minutes }),
  justified: (flags & 1) > 0,
  counts: (flags & 2) > 0,
  ...(reason !== undefined && { reason }),
});
