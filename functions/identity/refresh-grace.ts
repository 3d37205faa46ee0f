/** Two tabs, or an answer lost in a tunnel, present the same refresh token twice: not yet a theft. */
const GRACE_SECONDS = 60;

/**
 * Whether a refresh token spent at `consumedAt` may serve again at `now` (epoch seconds). Counted from its first use, so
 * that repeating does not prolong it; used later, it is a stolen copy and the whole grant falls (RFC 9700 §4.14.2).
 */
export const withinGrace = (consumedAt: number, now: number): boolean => now - consumedAt <= GRACE_SECONDS;
