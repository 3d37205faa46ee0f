import * as z from "zod";
import { accountId, region } from "../engines/aws-call.ts";
import type { Found } from "./find.ts";

const dimensionsSchema = z.array(z.object({ Name: z.string(), Value: z.string() })).default([]);

/** Loose: an alarm on something that is not measured here is left aside, whatever its shape. */
export const alarmSchema = z.object({
  AlarmName: z.string().optional(),
  AlarmDescription: z.string().default(""),
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: dimensionsSchema,
  Metrics: z
    .array(
      z.object({
        Id: z.string(),
        Expression: z.string().optional(),
        MetricStat: z
          .object({
            Metric: z.object({ Namespace: z.string(), MetricName: z.string(), Dimensions: dimensionsSchema }),
            Period: z.number(),
            Stat: z.string(),
          })
          .optional(),
      }),
    )
    .default([]),
  Statistic: z.string().optional(),
  Period: z.number().optional(),
  EvaluationPeriods: z.number(),
  DatapointsToAlarm: z.number().optional(),
  Threshold: z.number().optional(),
  ComparisonOperator: z.string(),
});

/** What an alarm adds up: refusals of a function, or answers 5xx of an HTTP API. */
export interface AlarmMetric {
  readonly kind: "Throttles" | "5xx";
  /** Of the function or of the API. */
  readonly name: string;
}

export interface AlarmModel {
  readonly name: string;
  readonly arn: string;
  readonly description: string;
  readonly metrics: readonly AlarmMetric[];
  readonly periodMs: number;
  readonly periods: number;
  /** Of those periods, how many must be over the threshold. */
  readonly datapoints: number;
  readonly threshold: number;
  readonly orEqual: boolean;
}

const kinds: Readonly<Record<string, { kind: AlarmMetric["kind"]; dimension: string }>> = {
  "AWS/Lambda Throttles": { kind: "Throttles", dimension: "FunctionName" },
  "AWS/ApiGateway 5xx": { kind: "5xx", dimension: "ApiId" },
};

function metricOf(namespace: string, name: string, dimensions: z.infer<typeof dimensionsSchema>): AlarmMetric[] {
  const known = kinds[`${namespace} ${name}`];
  const of = dimensions.find(({ Name }) => Name === known?.dimension)?.Value;
  return known === undefined || of === undefined ? [] : [{ kind: known.kind, name: of }];
}

/** The alarm if it watches a sum that the runtime measures (one metric, or several added up) from above; nothing otherwise. */
export function alarmModels({ name, properties }: Found<z.infer<typeof alarmSchema>>): AlarmModel[] {
  const { Namespace, MetricName, Dimensions, Metrics, Statistic, Threshold, ComparisonOperator } = properties;
  const stats = Metrics.flatMap(({ MetricStat }) => MetricStat ?? []);
  const metrics =
    Namespace !== undefined && MetricName !== undefined
      ? metricOf(Namespace, MetricName, Dimensions)
      : stats.flatMap(({ Metric }) => metricOf(Metric.Namespace, Metric.MetricName, Metric.Dimensions));
  const sums = [Statistic, ...stats.map(({ Stat }) => Stat)].every((one) => one === undefined || one === "Sum");
  const adds = Metrics.every(({ Expression = "" }) =>
    /^$|^SUM\(METRICS\([^()]*\)\)$|^\w+(\s*\+\s*\w+)*$/.test(Expression),
  );
  const operator = /^GreaterThan(OrEqualTo)?Threshold$/.exec(ComparisonOperator);
  const all = metrics.length > 0 && (stats.length === 0 || metrics.length === stats.length);
  if (!all || !sums || !adds || operator === null || Threshold === undefined) return [];
  const alarm = properties.AlarmName ?? name;
  return [
    {
      name: alarm,
      arn: `arn:aws:cloudwatch:${region}:${accountId}:alarm:${alarm}`,
      description: properties.AlarmDescription,
      metrics,
      periodMs: (properties.Period ?? stats[0]?.Period ?? 60) * 1_000,
      periods: properties.EvaluationPeriods,
      datapoints: properties.DatapointsToAlarm ?? properties.EvaluationPeriods,
      threshold: Threshold,
      orEqual: operator[1] !== undefined,
    },
  ];
}
