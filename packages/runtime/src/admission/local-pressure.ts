/** How long a throttle met is believed: between these, drawn each time, so that environments do not all come back at once. */
const SHORTEST_MS = 2_000;
const LONGEST_MS = 5_000;

/**
 * What this environment feels by itself, without any switch: after its tables throttled it, it leaves the deferrable out for
 * a few seconds. `throttles` counts those met since the environment began; `clock` gives milliseconds that never go back.
 */
export const feelPressure = (throttles: () => number, clock: () => number, random: () => number) => {
  let known = throttles();
  let until = Number.NEGATIVE_INFINITY;
  return {
    isOn: (): boolean => {
      const met = throttles();
      if (met !== known) {
        known = met;
        until = clock() + SHORTEST_MS + random() * (LONGEST_MS - SHORTEST_MS);
      }
      return clock() < until;
    },
  };
};
