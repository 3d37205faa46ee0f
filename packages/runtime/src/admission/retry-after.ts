/** Seconds between which a sender is asked to wait; those of a passing pressure fit in the ten seconds that a client gives itself. */
const PASSING = [1, 5] as const;
const WAITS: Readonly<Record<string, readonly [number, number]>> = {
  "too-many-requests": [3, 8],
  "capability-off": [30, 90],
};

/**
 * The `Retry-After` of a problem answered with 429 or 503, in whole seconds; `undefined` for another status, where asking again
 * would not help. Drawn each time, so that those refused together do not return together.
 */
export const retryAfterOf = (code: string, status: number, random: () => number): string | undefined => {
  if (status !== 429 && status !== 503) return undefined;
  const [shortest, longest] = WAITS[code] ?? PASSING;
  return String(shortest + Math.floor(random() * (longest - shortest + 1)));
};
