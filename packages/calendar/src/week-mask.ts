/**
 * The weeks of a school year in which a lesson takes place: 53 bits, bit 0 being the week of 1 September, as 14 hexadecimal digits
 * (timetable software describes a course the same way: a weekly slot and a mask of weeks).
 */
export type WeekMask = string;

const WEEKS = 53;

const fromBits = (bits: bigint): WeekMask => bits.toString(16).padStart(14, "0");

/** The mask of the weeks for which `takesPlace` holds. */
export const weekMask = (takesPlace: (week: number) => boolean): WeekMask => {
  let bits = 0n;
  for (let week = 0; week < WEEKS; week += 1) if (takesPlace(week)) bits |= 1n << BigInt(week);
  return fromBits(bits);
};

/** Every week of the year. */
export const EVERY_WEEK: WeekMask = weekMask(() => true);

/** One week in two: `0` for the weeks of the same parity as the first one, `1` for the others. */
export const fortnight = (parity: 0 | 1): WeekMask => weekMask((week) => week % 2 === parity);

/** Whether the mask holds a week; weeks outside the year never do. */
export const inWeek = (mask: WeekMask, week: number): boolean =>
  week >= 0 && week < WEEKS && ((BigInt(`0x${mask}`) >> BigInt(week)) & 1n) === 1n;
