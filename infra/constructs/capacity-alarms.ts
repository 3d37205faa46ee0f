import type { Capability } from "@preau/contract";
import { Duration } from "aws-cdk-lib";
import { type IMetric, MathExpression, Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { functionCapacityOf } from "../scaling/function-capacity.ts";
import { warmThroughputOf } from "../scaling/table-capacity.ts";
import { throttleOf } from "../scaling/throttle.ts";
import type { Stage } from "../stages.ts";
import { QuotaAlarm } from "./quota-alarm.ts";

const period = Duration.minutes(1);
const metric = (namespace: string, metricName: string, statistic: string, dimensionsMap = {}): Metric =>
  new Metric({ namespace, metricName, statistic, dimensionsMap, period });

/** What Lambda gives an account that has asked for nothing; raise it here once AWS has. */
const ACCOUNT_CONCURRENCY = 1_000;
/** Of an account and region, shared by all its APIs. */
const ACCOUNT_RPS = 10_000;

/** A minute: SDKs try again by themselves, a partition that splits refuses a few. */
const TOLERATED_REFUSALS = 10;

export interface CapacityAlarmsProps {
  readonly stage: Stage;
  readonly capabilities: readonly Capability[];
  readonly apiId: string;
  readonly topic: ITopic;
}

/** One alarm on the distance to each limit that a surge meets: the account's, each set-aside function's, each table's. */
export class CapacityAlarms extends Construct {
  constructor(scope: Construct, { stage, capabilities, apiId, topic }: CapacityAlarmsProps) {
    super(scope, "capacity");
    const watch = (id: string, what: string, figure: IMetric, limit: number) =>
      new QuotaAlarm(this, id, { what, metric: figure, limit, topic });
    const concurrent = (dimensions = {}) => metric("AWS/Lambda", "ConcurrentExecutions", "Maximum", dimensions);
    watch("concurrency", "Concurrent executions of the account", concurrent(), ACCOUNT_CONCURRENCY);
    const requests = metric("AWS/ApiGateway", "Count", "Sum", { ApiId: apiId });
    watch("requests", "Requests of the account", requests, ACCOUNT_RPS * 60);
    watch("stage-requests", "Requests of the stage", requests, throttleOf(stage, "essential").rate * 60);
    const { readUnitsPerSecond, writeUnitsPerSecond } = warmThroughputOf(stage);
    for (const capability of capabilities) {
      const TableName = `preau-${stage.name}-${capability.name}`;
      const consumed = (name: string) => metric("AWS/DynamoDB", name, "Sum", { TableName });
      watch(
        `${capability.name}-reads`,
        "Reads of a table",
        consumed("ConsumedReadCapacityUnits"),
        readUnitsPerSecond * 60,
      );
      watch(
        `${capability.name}-writes`,
        "Writes of a table",
        consumed("ConsumedWriteCapacityUnits"),
        writeUnitsPerSecond * 60,
      );
      const refused = new MathExpression({
        expression: "r + w",
        usingMetrics: { r: consumed("ReadThrottleEvents"), w: consumed("WriteThrottleEvents") },
        period,
      });
      watch(`${capability.name}-refused`, "Requests that a table refused", refused, TOLERATED_REFUSALS);
      for (const name of Object.keys(capability.functions)) {
        const { reserved, warm } = functionCapacityOf(stage, capability, name);
        if (reserved === undefined || warm === undefined) continue;
        const FunctionName = `${TableName}-${name}`;
        watch(
          `${capability.name}-${name}`,
          "Concurrency set aside for a function",
          concurrent({ FunctionName }),
          reserved,
        );
      }
    }
  }
}
