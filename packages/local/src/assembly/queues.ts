import * as z from "zod";
import type { Found } from "./find.ts";

const count = z.coerce.number().int().transform(String).optional();

/** What is read of a queue; encryption and tags have no local counterpart. */
export const queueSchema = z.object({
  VisibilityTimeout: count,
  DelaySeconds: count,
  MaximumMessageSize: count,
  MessageRetentionPeriod: count,
  ReceiveMessageWaitTimeSeconds: count,
  FifoQueue: z.boolean().optional(),
  ContentBasedDeduplication: z.boolean().optional(),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() }).optional(),
});

export interface QueueModel {
  readonly name: string;
  readonly url: string;
  /** In the strings that SetQueueAttributes takes. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** An SQS queue as the engine must hold it. */
export function queueModel({ name, ref, properties }: Found<z.infer<typeof queueSchema>>): QueueModel {
  const attributes = Object.entries(properties).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, typeof value === "object" ? JSON.stringify(value) : String(value)] as const],
  );
  return { name, url: ref, attributes: Object.fromEntries(attributes) };
}
