/**
 * A partition key: the school and its school year, then the spreading entity.
 * Never the school alone, never a date or a status first: one school's surge must not meet on one partition.
 * `schoolKey("0990001N", 2026, "AUDIENCE", id)` → `SCHOOL#0990001N#2026#AUDIENCE#aud_…`
 */
export const schoolKey = (
  schoolId: string,
  schoolYear: number,
  ...spread: readonly [string, string, ...string[]]
): string => ["SCHOOL", schoolId, String(schoolYear), ...spread].join("#");

/** The epoch second at which DynamoDB may delete an item, `days` after `now`. */
export const expiresAfter = (days: number, now: Date): number => Math.floor(now.getTime() / 1000) + days * 86_400;
