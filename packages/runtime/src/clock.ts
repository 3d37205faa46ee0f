const offset = Number(process.env.PREAU_CLOCK_OFFSET_MS ?? "0");

/**
 * The school's clock: real time, shifted on one machine by `PREAU_CLOCK_OFFSET_MS` so that a Monday 07:55 can be played on any day.
 * Never used for tokens, whose expiry stays on real time.
 */
export const now = (): Date => new Date(Date.now() + offset);
