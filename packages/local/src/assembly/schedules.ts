import * as z from "zod";
import { functionNameOf } from "./attributes.ts";
import type { Found } from "./find.ts";

/** Strict: a setting that the local clock would not honour must not pass unseen. */
export const scheduleSchema = z.strictObject({
  Name: z.string().optional(),
  Description: z.string().optional(),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default("UTC"),
  State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  FlexibleTimeWindow: z.strictObject({ Mode: z.literal("OFF") }),
  Target: z.strictObject({
    Arn: z.string(),
    RoleArn: z.unknown(),
    Input: z.string(),
    RetryPolicy: z.unknown().optional(),
  }),
});

export interface ScheduleModel {
  readonly name: string;
  /** Six fields of EventBridge Scheduler: minutes, hours, day of month, month, day of week by name, year. */
  readonly cron: string;
  readonly timeZone: string;
  readonly functionName: string;
  /** What the function is given, `<aws.scheduler.scheduled-time>` standing for the instant. */
  readonly input: string;
}

/** A schedule as the clock must serve it; disabled ones yield nothing. Only cron expressions and functions are known here. */
export function scheduleModels({
  name,
  stack,
  id,
  properties,
}: Found<z.infer<typeof scheduleSchema>>): ScheduleModel[] {
  const { State, ScheduleExpression, ScheduleExpressionTimezone: timeZone, Target } = properties;
  if (State === "DISABLED") return [];
  const cron = /^cron\((.+ .+ .+ .+ \D+ \*)\)$/.exec(ScheduleExpression)?.[1];
  if (cron === undefined)
    throw new Error(`${stack.name}/${id}: only cron(…) with days of the week by name and any year is modelled`);
  if (!Target.Arn.startsWith("arn:aws:lambda:")) throw new Error(`${stack.name}/${id}: unknown kind of target`);
  return [{ name, cron, timeZone, functionName: functionNameOf(Target.Arn), input: Target.Input }];
}
