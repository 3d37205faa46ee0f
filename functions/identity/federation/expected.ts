import type { ServiceKey } from "../store/service-keys.ts";
import { OLDEST, SKEW } from "./service-provider.ts";
import type { SamlPartner, SamlSource } from "./sources.ts";

/** Where the answer comes from, what may have signed it, and what we decipher it with. */
export interface Expected {
  readonly source: SamlSource;
  readonly issuerUrl: string;
  readonly partner: SamlPartner;
  readonly keys: readonly ServiceKey[];
  /** Epoch seconds, real time. */
  readonly now: number;
}

/** Whether something said at an instant is neither too old nor ahead of our clock. */
export const isFresh = (instant: string | null, now: number): boolean => {
  const age = now - Date.parse(instant ?? "") / 1000;
  return age <= OLDEST + SKEW && age >= -SKEW;
};
