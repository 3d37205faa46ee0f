import type { Crowd, Wire } from "./intent.ts";
import type { RatePhase } from "./rate-profile.ts";

/** Whom a run is aimed at. */
export interface Target {
  /** Where the API answers, without `/v1`. */
  readonly baseUrl: string;
  readonly issuerUrl: string;
  /** The control endpoint of the runtime of this machine; undefined for any other target. */
  readonly controlUrl?: string;
  /** Where that runtime keeps its data (`demo.json`, the delivery it imported); undefined for any other target. */
  readonly dataDir?: string;
  /** Accounts that may be used, and the only ones: their own password, invented for a test. */
  readonly accounts: readonly Account[];
}

export interface Account {
  readonly login: string;
  readonly password: string;
  /** `teacher`, `guardian`, `pupil` … as the contracts name roles; the application reads the rest from `readMe`. */
  readonly role: string;
  readonly schoolId: string;
}

/** What a crowd is gathered from. */
export interface Ground {
  readonly target: Target;
  readonly wire: Wire;
  readonly seed: number;
  /** Intents a second at the height of the run, and in all: enough people are needed for their think times. */
  readonly peakRate: number;
  readonly intents: number;
  /** Told what is being prepared, a line each. */
  say(line: string): void;
}

/** A day at school, as data. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  /** What happens and what it is there to show, in two sentences. */
  readonly story: string;
  /** Rates as multiples of the base rate. */
  readonly phases: readonly RatePhase[];
  /** Signs people in and readies their devices, before the clock starts. */
  gather(ground: Ground): Promise<Crowd>;
}
