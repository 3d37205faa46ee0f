import * as z from "zod";
import { functionNameOf } from "./attributes.ts";
import type { Found } from "./find.ts";

/** Lambda begins with five batches of a queue at once; more environments than cores would only make one another start slower. */
const batchesAtOnce = 2;

/** Strict: a setting that the local pollers would not honour must not pass unseen. */
export const eventSourceSchema = z.strictObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: z.number().optional(),
  MaximumBatchingWindowInSeconds: z.number().default(0),
  BisectBatchOnFunctionError: z.boolean().default(false),
  MaximumRetryAttempts: z.number().default(-1),
  MaximumRecordAgeInSeconds: z.number().default(-1),
  FunctionResponseTypes: z.array(z.literal("ReportBatchItemFailures")).default([]),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional(),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
  ParallelizationFactor: z.number().default(1),
  ScalingConfig: z.object({ MaximumConcurrency: z.number().optional() }).optional(),
  StartingPosition: z.enum(["TRIM_HORIZON", "LATEST"]).default("TRIM_HORIZON"),
  Enabled: z.boolean().default(true),
  MetricsConfig: z.unknown().optional(),
  Tags: z.unknown().optional(),
});

export interface EventSourceModel {
  /** Stable between runs: names the checkpoint file. */
  readonly id: string;
  readonly functionName: string;
  readonly sourceArn: string;
  /** Table name or queue name. */
  readonly kind: "stream" | "queue";
  readonly source: string;
  readonly batchSize: number;
  readonly windowMs: number;
  readonly bisect: boolean;
  /** -1 means: as long as the record lives. */
  readonly maximumRetries: number;
  readonly maximumAgeMs: number;
  readonly reportsItemFailures: boolean;
  readonly onFailureQueueArn?: string | undefined;
  readonly filters: readonly unknown[];
  readonly concurrency: number;
  readonly fromLatest: boolean;
}

/** An event source mapping as a poller must serve it; disabled ones yield nothing. */
export function eventSourceModels({
  stack,
  id,
  properties,
}: Found<z.infer<typeof eventSourceSchema>>): EventSourceModel[] {
  if (!properties.Enabled) return [];
  const arn = properties.EventSourceArn;
  const stream = /:dynamodb:.*table\/([^/]+)\/stream\//.exec(arn)?.[1];
  const queue = /^arn:aws:sqs:[^:]+:[^:]+:(.+)$/.exec(arn)?.[1];
  const source = stream ?? queue;
  if (source === undefined) throw new Error(`${stack.name}/${id}: unknown kind of event source ${arn}`);
  const kind = stream === undefined ? "queue" : "stream";
  return [
    {
      id: `${stack.name}-${id}`,
      functionName: functionNameOf(properties.FunctionName),
      sourceArn: arn,
      kind,
      source,
      batchSize: properties.BatchSize ?? (kind === "stream" ? 100 : 10),
      windowMs: properties.MaximumBatchingWindowInSeconds * 1_000,
      bisect: properties.BisectBatchOnFunctionError,
      maximumRetries: properties.MaximumRetryAttempts,
      maximumAgeMs:
        properties.MaximumRecordAgeInSeconds < 0
          ? Number.POSITIVE_INFINITY
          : properties.MaximumRecordAgeInSeconds * 1_000,
      reportsItemFailures: properties.FunctionResponseTypes.length > 0,
      onFailureQueueArn: properties.DestinationConfig?.OnFailure?.Destination,
      filters: (properties.FilterCriteria?.Filters ?? []).map(({ Pattern }): unknown => JSON.parse(Pattern)),
      concurrency:
        kind === "stream"
          ? properties.ParallelizationFactor
          : Math.min(batchesAtOnce, properties.ScalingConfig?.MaximumConcurrency ?? batchesAtOnce),
      fromLatest: properties.StartingPosition === "LATEST",
    },
  ];
}
