import type { ThrottleSettings } from "../assembly/apis.ts";

/**
 * Token bucket: `ThrottlingBurstLimit` requests at once, then `ThrottlingRateLimit` a second. Without limits everything
 * passes. `now` is in milliseconds.
 */
export function createThrottle(settings: ThrottleSettings, now: () => number = () => performance.now()): () => boolean {
  const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = settings;
  if (rate === undefined && burst === undefined) return () => true;
  const perMs = (rate ?? Number.POSITIVE_INFINITY) / 1_000;
  const most = burst ?? Math.max(1, rate ?? 1);
  let tokens = most;
  let last = now();
  return () => {
    const time = now();
    tokens = Math.min(most, tokens + (time === last ? 0 : (time - last) * perMs));
    last = time;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
