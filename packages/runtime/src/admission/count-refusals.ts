import type { Priority } from "@preau/contract";
import { type LogFields, log } from "../logger.ts";
import type { Reason } from "./refusal.ts";

/** A storm must not be paid for twice, in refusals and in lines about them. */
const LINE_EVERY_MS = 5_000;

const none = () => ({
  priorities: { essential: 0, standard: 0, deferrable: 0 },
  reasons: {} as Record<string, number>,
});

/**
 * Counts refusals and writes them, by priority and by reason, in one line every five seconds at most. What was counted since
 * the last line is written by the next request, whatever becomes of it; an environment that ends before takes it along.
 */
export const countRefusals = (
  clock: () => number,
  write: (counted: LogFields) => void = (counted) => log("warn", "requests-shed", counted),
) => {
  let counted = none();
  let any = false;
  let wroteAt = Number.NEGATIVE_INFINITY;
  return {
    add: (priority: Priority, reason: Reason): void => {
      counted.priorities[priority] += 1;
      counted.reasons[reason] = (counted.reasons[reason] ?? 0) + 1;
      any = true;
    },
    /** Writes what was counted, if there is any and the last line is old enough. */
    writeDue: (): void => {
      if (!any || clock() - wroteAt < LINE_EVERY_MS) return;
      write({ refused: counted.priorities, reasons: counted.reasons });
      counted = none();
      any = false;
      wroteAt = clock();
    },
  };
};
