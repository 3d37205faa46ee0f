/** Wrong passwords in a row, as counted for one login and one device. Instants are epoch seconds. */
export interface Attempts {
  readonly failures: number;
  readonly lastAt: number;
}

/** Typing errors that cost nothing. */
const FREE = 5;

/** A day without a failure is forgotten. */
export const FORGOTTEN_AFTER = 86_400;

/**
 * The longest wait, in seconds. Devices on which nobody ever signed in to the account share one count: its wait stays
 * short, for the owner on a new device waits too. A device already used by the owner has a count of its own, which
 * nobody else can drive up. A wait, never a lock. (OWASP, "Slow Down Online Guessing Attacks with Device Cookies".)
 */
const LONGEST = { known: 900, new: 60 } as const;

export type Device = keyof typeof LONGEST;

/** Failures that still count at this instant. */
export const failuresAt = (attempts: Attempts | undefined, now: number): number =>
  attempts === undefined || now - attempts.lastAt >= FORGOTTEN_AFTER ? 0 : attempts.failures;

/** Seconds to wait before the next try: none for the first five, then 2, 4, 8 … up to the longest. */
export const waitSeconds = (attempts: Attempts | undefined, device: Device, now: number): number => {
  const failures = failuresAt(attempts, now);
  if (attempts === undefined || failures < FREE) return 0;
  const pause = Math.min(2 ** Math.min(failures - FREE + 1, 20), LONGEST[device]);
  return Math.max(0, attempts.lastAt + pause - now);
};

/** The count once one more try is under way: it is counted before the password is looked at, and taken back if right. */
export const oneMore = (attempts: Attempts | undefined, now: number): Attempts => ({
  failures: failuresAt(attempts, now) + 1,
  lastAt: now,
});
