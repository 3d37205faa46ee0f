import type { Random } from "@preau/demo/world/random";
import { school } from "./school.ts";

/** Minutes of a day, from and to. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Where one pupil really was on a day on which something happened; nobody in the play knows all of it. */
export interface Whereabouts {
  readonly away: Stretch | undefined;
  readonly infirmary: Stretch | undefined;
  readonly outing: Stretch | undefined;
}

/** From before the first bell to after the last. */
export const SCHOOL_DAY: Stretch = { from: 7 * 60, to: 18 * 60 };
const NOON = 12 * 60 + 45;

export const isIn = (minute: number, stretch: Stretch | undefined): boolean =>
  stretch !== undefined && stretch.from <= minute && minute < stretch.to;

const nothing: Whereabouts = { away: undefined, infirmary: undefined, outing: undefined };

/** One day in seventeen something happens: a day or half a day missed, a late arrival, an early departure, the infirmary, an outing. */
const drawDay = (random: Random): Whereabouts | undefined => {
  const lot = random.int(1_000);
  if (lot < 13) return { ...nothing, away: SCHOOL_DAY };
  if (lot < 28)
    return { ...nothing, away: random.chance(0.5) ? { ...SCHOOL_DAY, to: NOON } : { ...SCHOOL_DAY, from: NOON } };
  if (lot < 44) return { ...nothing, away: { ...SCHOOL_DAY, to: 8 * 60 + 2 + random.int(150) } };
  if (lot < 49) return { ...nothing, away: { ...SCHOOL_DAY, from: 9 * 60 + random.int(360) } };
  const from = 8 * 60 + random.int(420);
  if (lot < 55) return { ...nothing, infirmary: { from, to: from + 20 + random.int(90) } };
  if (lot < 59) return { ...nothing, outing: { from: 8 * 60, to: 12 * 60 } };
  return undefined;
};

/** Draws where everybody was on a day. */
export const drawWhereabouts = (random: Random): ReadonlyMap<string, Whereabouts> =>
  new Map(
    school.pupils.flatMap(({ pupilId }) => {
      const drawn = drawDay(random);
      return drawn === undefined ? [] : [[pupilId as string, drawn] as const];
    }),
  );
