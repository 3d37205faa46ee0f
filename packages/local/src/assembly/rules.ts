import * as z from "zod";
import type { Found } from "./find.ts";

/** Strict: a schedule or an input transformer would be silently without effect. */
export const ruleSchema = z.strictObject({
  Name: z.string().optional(),
  Description: z.string().optional(),
  EventBusName: z.string().default("default"),
  EventPattern: z.record(z.string(), z.unknown()),
  State: z.string().default("ENABLED"),
  Tags: z.unknown().optional(),
  Targets: z
    .array(
      z.strictObject({
        Id: z.string(),
        Arn: z.string(),
        Input: z.string().optional(),
        InputPath: z.string().optional(),
        DeadLetterConfig: z.object({ Arn: z.string() }).optional(),
        RetryPolicy: z.unknown().optional(),
        RoleArn: z.unknown().optional(),
      }),
    )
    .default([]),
});

export interface TargetModel {
  /** ARN of an SQS queue or of a Lambda function. */
  readonly arn: string;
  /** Constant JSON sent instead of the event. */
  readonly input?: string | undefined;
  /** `$.detail` sends this part of the event only. */
  readonly inputPath?: string | undefined;
  readonly deadLetterQueueArn?: string | undefined;
}

export interface RuleModel {
  readonly name: string;
  readonly bus: string;
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly targets: readonly TargetModel[];
}

/** An EventBridge rule as the bus must apply it; disabled ones yield nothing. */
export function ruleModels({ name, stack, id, properties }: Found<z.infer<typeof ruleSchema>>): RuleModel[] {
  if (properties.State === "DISABLED") return [];
  const targets = properties.Targets.map(({ Arn, Input, InputPath, DeadLetterConfig }) => {
    if (!/^arn:aws:(sqs|lambda):/.test(Arn)) throw new Error(`${stack.name}/${id}: unknown kind of target ${Arn}`);
    return { arn: Arn, input: Input, inputPath: InputPath, deadLetterQueueArn: DeadLetterConfig?.Arn };
  });
  return [
    { name, bus: properties.EventBusName.replace(/^.*event-bus\//, ""), pattern: properties.EventPattern, targets },
  ];
}
