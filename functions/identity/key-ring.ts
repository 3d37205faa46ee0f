/** One key of a ring; `value` is a private JWK or a cookie secret. Instants are epoch seconds. */
export interface RingKey {
  readonly createdAt: number;
  readonly value: string;
}

const DAY = 86_400;

/** A new key is made when the newest is this old. */
const RENEWED_AFTER = 90 * DAY;

/** A new key is published this long before it signs: gateways keep our key set for two hours, warm functions their ring for one. */
const PUBLISHED_BEFORE = DAY;

/** A key is still accepted this long after its successor began to sign: longer than any cookie or token signed with it is checked. */
const ACCEPTED_AFTER = DAY;

const newestFirst = (keys: readonly RingKey[]): readonly RingKey[] =>
  [...keys].sort((a, b) => b.createdAt - a.createdAt);

/** Whether it is time to add a key. */
export const needsKey = (keys: readonly RingKey[], now: number): boolean =>
  keys.every((key) => now - key.createdAt >= RENEWED_AFTER);

/** The keys accepted now, the one that signs first: the newest published for a day or, in a young ring, the oldest. */
export const acceptedKeys = (keys: readonly RingKey[], now: number): readonly RingKey[] => {
  const ordered = newestFirst(keys);
  const signing = ordered.find((key) => now - key.createdAt >= PUBLISHED_BEFORE) ?? ordered.at(-1);
  if (signing === undefined) return [];
  const justReplaced = now - signing.createdAt < PUBLISHED_BEFORE + ACCEPTED_AFTER;
  const older = ordered.filter((key) => key.createdAt < signing.createdAt).slice(0, justReplaced ? 1 : 0);
  return [signing, ...ordered.filter((key) => key.createdAt > signing.createdAt), ...older];
};
