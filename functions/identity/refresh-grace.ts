/** A refresh token lives this long, in seconds, from the last time anybody used it: its own issue, or its exchange. */
export const REFRESH_LIFE = 90 * 86_400;

/** Two tabs present the same refresh token at once, each of them honest. */
const GRACE_SECONDS = 60;

/** What is kept of a refresh token beside what it says. Instants are epoch seconds. */
export interface Spent {
  /** First use; or the last time it came back because its answer had been lost. */
  readonly usedAt?: number;
  /** Its forebear came back after this token had been issued: whoever asked never received it. */
  readonly replaced?: boolean;
}

/**
 * What presenting a refresh token means: `first` use; a `twin` of a use just made; the `retry` of a request whose answer was
 * lost, however long ago; or a `stolen` copy.
 */
export type Verdict = "first" | "twin" | "retry" | "stolen";

/**
 * Judges a refresh token presented at `now`. As long as no token issued in exchange (an heir) has served, nobody is known to
 * have received one: a phone that lost the answer may ask again, the next minute or after the holidays. Once an heir has
 * served, only a twin within the grace is honest; anything else is a copy, and the whole sign-in falls (RFC 9700 §4.14.2).
 */
export const judge = ({ usedAt, replaced }: Spent, heirServed: boolean, now: number): Verdict => {
  if (replaced) return "stolen";
  if (usedAt === undefined) return "first";
  if (now - usedAt <= GRACE_SECONDS) return "twin";
  return heirServed ? "stolen" : "retry";
};
