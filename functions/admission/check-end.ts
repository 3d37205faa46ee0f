import { type FieldError, problem } from "@preau/contract";

const HOUR_MS = 3_600_000;

/** A level is for a rush, a capability off for an incident, windows for weeks: whoever forgets one finds it over. */
export const LONGEST_HOURS = { level: 12, off: 14 * 24, window: 8 * 7 * 24 } as const;

const SAID = { level: "les 12 heures", off: "les 14 jours", window: "les huit semaines" } as const;

/** What is wrong with an end, if anything: it must be to come, and not too far. */
export const faultOfEnd = (
  kind: keyof typeof LONGEST_HOURS,
  field: string,
  until: string,
  now: Date,
): readonly FieldError[] => {
  const ahead = Date.parse(until) - now.getTime();
  return ahead > 0 && ahead <= LONGEST_HOURS[kind] * HOUR_MS
    ? []
    : [{ field, message: `Donnez une fin à venir, dans ${SAID[kind]}.` }];
};

/** @throws `invalid-request` with every fault. */
export const refuseFaults = (errors: readonly FieldError[]): void => {
  if (errors.length > 0) throw problem("invalid-request", { errors });
};
