import { heard, NO_BROWN_OUT, stepped } from "../../../../functions/admission/brown-out.ts";

/** Refusals of one essential function within a minute that ring its alarm, as the infrastructure sets it. */
const TOO_MANY_REFUSALS = 5;
/** The steps of a brown-out are counted in real minutes; a shorter one stands for a minute where time is scaled. */
const MINUTE_MS = 60_000;

/**
 * The alarms on the essential and the level that admission makes of them: looked at once a minute, in effect a little later. Its rules are
 * those of the admission capability itself.
 */
export const watchEssential = ({ minuteMs, effectMs }: { readonly minuteMs: number; readonly effectMs: number }) => {
  let state = NO_BROWN_OUT;
  const refused = new Map<string, number>();
  const levels: { readonly from: number; readonly level: 0 | 1 | 2 | 3 }[] = [{ from: 0, level: 0 }];
  return {
    /** Lambda refused an invocation of an essential function. */
    refused: (name: string): void => void refused.set(name, (refused.get(name) ?? 0) + 1),
    /** A minute is over. */
    look: (now: number): void => {
      const at = (now / minuteMs) * MINUTE_MS;
      for (const name of new Set([...refused.keys(), ...Object.keys(state.alarms)])) {
        const ringing = (refused.get(name) ?? 0) >= TOO_MANY_REFUSALS;
        if (ringing !== (state.alarms[name]?.ringing ?? false)) state = heard(state, { name, ringing, at }, at);
      }
      state = stepped(state, at);
      refused.clear();
      if (levels.at(-1)?.level !== state.level) levels.push({ from: now + effectMs, level: state.level });
    },
    /** The level that environments know of at this moment. */
    level: (now: number): 0 | 1 | 2 | 3 => levels.findLast(({ from }) => from <= now)?.level ?? 0,
    levels,
  };
};
