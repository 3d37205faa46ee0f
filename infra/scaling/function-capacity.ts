import type { Capability } from "@preau/contract";
import type { Stage } from "../stages.ts";
import { demandOf, priorityOf, shareOf } from "./demand.ts";

/** What a function gets of the account, in execution environments. */
export interface FunctionCapacity {
  /** Busy at an ordinary bell, and at the worst that the stage must bear. */
  readonly atBell: number;
  readonly atPeak: number;
  /** Set aside for it, which is also the most it may take; none: it shares what is left. */
  readonly reserved?: number;
  /** Kept warm: between two bounds, by use and by the clock. */
  readonly warm?: { readonly quiet: number; readonly bell: number; readonly most: number };
}

/**
 * Requests a second that one environment answers. A request takes 25 ms of a warm function; 100 leave room for a slow table, and ten a second
 * is also what Lambda grants for each environment of an account.
 */
const RPS_PER_ENVIRONMENT = 10;

/** Set aside for the essential: twice what the peak needs, so that a table that answers late does not close the door at 8:00. */
const ESSENTIAL_MARGIN = 2;
/** For the few that everybody calls: held to exactly ten requests a second for each environment, every busier second would be refused some. */
const HOT_MARGIN = 1.5;
const LEAST_RESERVED = { essential: 10, deferrable: 5 } as const;
/** A function that serves this part of a bell is kept warm, and held to little over its own peak: the first screen must not starve the others. */
const HOT_SHARE = 0.05;

const environments = (rps: number): number => Math.ceil(rps / RPS_PER_ENVIRONMENT);

/**
 * Concurrency of one function: the essential have theirs set aside and are warm before each rush, as are the few that everybody calls at a
 * bell, these up to a little over their own peak and no further; the deferrable have a ceiling, the others share the account. A number in
 * the manifest (a job's) is taken as it is.
 */
export const functionCapacityOf = (
  stage: Pick<Stage, "users" | "surge">,
  capability: Capability,
  functionName: string,
): FunctionCapacity => {
  const { bellRps, peakRps } = demandOf(stage);
  const share = shareOf(capability, functionName);
  const [atBell, atPeak] = [environments(bellRps * share), environments(peakRps * share)];
  const declared = capability.functions[functionName]?.concurrency;
  if (declared !== undefined) return { atBell: Math.min(atBell, declared), atPeak: declared, reserved: declared };
  const warm = { quiet: 1, bell: atBell, most: Math.max(atBell, atPeak) };
  switch (priorityOf(capability, functionName)) {
    case "essential":
      return { atBell, atPeak, reserved: Math.max(LEAST_RESERVED.essential, atPeak * ESSENTIAL_MARGIN), warm };
    case "deferrable":
      return { atBell, atPeak, reserved: Math.max(LEAST_RESERVED.deferrable, atPeak) };
    default:
      return share < HOT_SHARE
        ? { atBell, atPeak }
        : { atBell, atPeak, reserved: Math.max(LEAST_RESERVED.essential, Math.ceil(atPeak * HOT_MARGIN)), warm };
  }
};

/** Events a second that one environment of a consumer handles: the dearest (what a family is to be told of a pupil) takes it an eighth. */
const EVENTS_PER_ENVIRONMENT = 8;
/** Of the requests of a bell, those that write something others must hear of. */
const WRITES = 0.06;
const LEAST_CONSUMERS = 5;

/** Environments that a queue may feed at once: what keeps up with the peak, and leaves the account to those who wait for an answer. */
export const queueConcurrencyOf = (stage: Pick<Stage, "users" | "surge">): number =>
  Math.max(LEAST_CONSUMERS, Math.ceil((demandOf(stage).peakRps * WRITES) / EVENTS_PER_ENVIRONMENT));
