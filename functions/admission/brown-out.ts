import type { Level } from "./decisions.ts";

/** What an alarm says of itself: whether it rings, since when by its own clock. Instants are epoch milliseconds. */
export interface AlarmNews {
  readonly name: string;
  readonly ringing: boolean;
  readonly at: number;
}

/** The last that an alarm said, and when that was heard, by the school's clock: only its own news are compared by its own. */
interface KnownAlarm extends Omit<AlarmNews, "name"> {
  readonly heardAt: number;
}

/** How far the alarm has browned the cell out. */
export interface BrownOut {
  readonly level: Level;
  /** When the level last moved. */
  readonly steppedAt: number;
  /** When the last alarm stopped ringing. */
  readonly quietSince: number;
  readonly alarms: Readonly<Record<string, KnownAlarm>>;
}

export const NO_BROWN_OUT: BrownOut = { level: 0, steppedAt: 0, quietSince: 0, alarms: {} };

/** A minute between two steps up, less what clocks differ by: the effect of one is seen before the next. */
const STEP_UP_MS = 55_000;
const STEP_DOWN_MS = 3 * 60_000;

/** An alarm that has said nothing more for two hours is no longer believed: its end may have been lost, and people were told long ago. */
const BELIEVED_MS = 2 * 3_600_000;

const STEPS_UP: Readonly<Record<Level, Level>> = { 0: 1, 1: 2, 2: 3, 3: 3 };
const STEPS_DOWN: Readonly<Record<Level, Level>> = { 0: 0, 1: 0, 2: 1, 3: 2 };

/** The alarms that ring, by name. */
export const ringing = ({ alarms }: BrownOut, now: number): readonly string[] =>
  Object.entries(alarms)
    .filter(([, one]) => one.ringing && now - one.heardAt < BELIEVED_MS)
    .map(([name]) => name);

/** Whether there may be a step to make later. */
export const isUnderWay = (state: BrownOut, now: number): boolean => state.level > 0 || ringing(state, now).length > 0;

/**
 * The state once time has passed: one level up a minute while an alarm rings, one down after each three minutes of quiet. The same state is
 * given back when there is no step to make, so that asking again changes nothing.
 */
export const stepped = (state: BrownOut, now: number): BrownOut => {
  const up = ringing(state, now).length > 0;
  const level = (up ? STEPS_UP : STEPS_DOWN)[state.level];
  const since = up ? state.steppedAt : Math.max(state.steppedAt, state.quietSince);
  return level === state.level || now - since < (up ? STEP_UP_MS : STEP_DOWN_MS)
    ? state
    : { ...state, level, steppedAt: now };
};

/**
 * The state once an alarm was heard. What is older than what is known of that alarm, or the same again, changes nothing: events come
 * twice and in any order.
 */
export const heard = (state: BrownOut, { name, ...news }: AlarmNews, now: number): BrownOut => {
  const known = state.alarms[name];
  if (known !== undefined && known.at >= news.at) return state;
  const next = { ...state, alarms: { ...state.alarms, [name]: { ...news, heardAt: now } } };
  const fellQuiet = ringing(state, now).length > 0 && ringing(next, now).length === 0;
  return stepped(fellQuiet ? { ...next, quietSince: now } : next, now);
};
