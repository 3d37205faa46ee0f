import type { Instant } from "@preau/contract";
import { type CoveredDay, coveredDays, type Moment } from "./covered-days.ts";
import type { KeptTreatment } from "./kept.ts";
import type { Settings } from "./settings.ts";

/** What school life decides, as it says it. Without `justified` and `counts`, as the reason usually is. */
export interface Judged {
  readonly from: Moment;
  readonly to: Moment;
  readonly reasonId: string;
  readonly justified?: boolean | undefined;
  readonly counts?: boolean | undefined;
  readonly replaces: readonly string[];
  readonly by: string;
  readonly at: Instant;
}

export interface PlannedTreatment {
  readonly said: Omit<KeptTreatment, "from" | "to">;
  /** Open days only; one above `most` says that they are too many. */
  readonly days: readonly CoveredDay[];
}

/** A judgement in the words of the school's own list of reasons; undefined for a reason that it does not have. */
export const planTreatment = (
  { from, to, reasonId, justified, counts, ...rest }: Judged,
  { reasons, closures }: Pick<Settings, "reasons" | "closures">,
  most: number,
): PlannedTreatment | undefined => {
  const reason = reasons.find((one) => one.reasonId === reasonId);
  if (reason === undefined) return undefined;
  return {
    said: {
      ...rest,
      reasonId,
      reason: reason.label,
      justified: justified ?? reason.justified,
      counts: counts ?? reason.counts,
    },
    days: coveredDays({ from, to }, closures, most),
  };
};
