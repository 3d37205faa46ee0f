import type { Capability } from "@preau/contract";
import { Duration } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, Metric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { priorityOf } from "../scaling/demand.ts";
import type { Stage } from "../stages.ts";

const period = Duration.minutes(1);

/** Refusals of one function within a minute: fewer are an environment that was slow to begin. */
const TOO_MANY_REFUSALS = 5;
/** Answers 5xx of the whole edge within a minute, two minutes running. */
const TOO_MANY_FAILURES = 50;

/** How the names of the alarms begin that functions with `onAlarms` hear. */
export const essentialAlarmPrefix = ({ name }: Pick<Stage, "name">): string => `preau-${name}-essential-`;

export interface EssentialAlarmsProps {
  readonly stage: Stage;
  readonly capabilities: readonly Capability[];
  readonly apiId: string;
  readonly topic: ITopic;
}

/**
 * What says that the essential are refused: one alarm for each essential function that Lambda throttles, which brown the cell out by
 * themselves. That the edge answers 5xx is for people only: a brown-out answers 503 itself, and would keep itself up.
 */
export class EssentialAlarms extends Construct {
  constructor(scope: Construct, { stage, capabilities, apiId, topic }: EssentialAlarmsProps) {
    super(scope, "essential");
    const watch = (id: string, metric: IMetric, threshold: number, minutes: number, says: string, alarmName?: string) =>
      new Alarm(this, id, {
        ...(alarmName !== undefined && { alarmName }),
        metric,
        threshold,
        evaluationPeriods: minutes,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
        alarmDescription: says,
      }).addAlarmAction(new SnsAction(topic));
    const sum = (namespace: string, metricName: string, dimensionsMap: Record<string, string>) =>
      new Metric({ namespace, metricName, dimensionsMap, statistic: "Sum", period });
    for (const capability of capabilities)
      for (const name of Object.keys(capability.functions)) {
        if (priorityOf(capability, name) !== "essential") continue;
        const FunctionName = `preau-${stage.name}-${capability.name}-${name}`;
        watch(
          `${capability.name}-${name}`,
          sum("AWS/Lambda", "Throttles", { FunctionName }),
          TOO_MANY_REFUSALS,
          1,
          `${capability.name} ${name}: essential requests are refused. Impact: ${capability.impact}. Admission refuses what can wait, one level more a minute. What to do: infra/README.md, "The essential are refused".`,
          `${essentialAlarmPrefix(stage)}${capability.name}-${name}`,
        );
      }
    watch(
      "edge-failures",
      sum("AWS/ApiGateway", "5xx", { ApiId: apiId }),
      TOO_MANY_FAILURES,
      2,
      `The edge answers 5xx. Impact: some of what people ask is refused or fails. What to do: infra/README.md, "The edge answers 5xx".`,
    );
  }
}
