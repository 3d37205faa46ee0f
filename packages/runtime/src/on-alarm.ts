import * as z from "zod";
import { errorFields, log } from "./logger.ts";

/** The `detail` of a "CloudWatch Alarm State Change", less all that nobody needs. */
const Detail = z.object({
  alarmName: z.string(),
  state: z.object({ value: z.enum(["OK", "ALARM", "INSUFFICIENT_DATA"]), timestamp: z.coerce.date() }),
});

/** What an alarm says of itself: whether it rings, since an instant in epoch milliseconds. */
export interface HeardAlarm {
  readonly name: string;
  readonly ringing: boolean;
  readonly at: number;
}

/**
 * The handler of a function with `onAlarms`: the alarms on the essential, as their state changes. They may be told twice and out of order
 * (`at` says which is the later); Lambda tries a failed one twice more. CloudWatch writes its offsets without a colon (`+0000`).
 */
export const onAlarm = <Deps>(handle: (heard: HeardAlarm, deps: Deps) => Promise<void>, makeDeps: () => Deps) => {
  const deps = makeDeps();
  return async (detail: unknown): Promise<void> => {
    try {
      const { alarmName: name, state } = Detail.parse(detail);
      await handle({ name, ringing: state.value === "ALARM", at: state.timestamp.getTime() }, deps);
    } catch (error) {
      log("error", "alarm-not-heard", errorFields(error));
      throw error;
    }
  };
};
