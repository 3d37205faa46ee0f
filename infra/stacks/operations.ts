import { Duration, Stack, type StackProps } from "aws-cdk-lib";
import { Dashboard, GraphWidget, Metric } from "aws-cdk-lib/aws-cloudwatch";
import { Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { CapacityAlarms } from "../constructs/capacity-alarms.ts";
import { EssentialAlarms } from "../constructs/essential-alarms.ts";
import { SchoolAlarm } from "../constructs/school-alarm.ts";
import type { Stage } from "../stages.ts";
import type { CapabilityStack } from "./capability.ts";
import type { EdgeStack } from "./edge.ts";

interface OperationsStackProps extends StackProps {
  readonly stage: Stage;
  readonly stacks: readonly CapabilityStack[];
  readonly edge: EdgeStack;
}

/** What tells us before the schools do: an alarm per function and per dead-letter queue, each with its impact and its page. */
export class OperationsStack extends Stack {
  constructor(scope: Construct, id: string, { stage, stacks, edge, ...props }: OperationsStackProps) {
    super(scope, id, props);
    const topic = new Topic(this, "alarms", { topicName: `preau-${stage.name}-alarms`, enforceSSL: true });
    for (const { capability, functions, deadLetters } of stacks) {
      for (const fn of functions) {
        const shared = { capability, functionName: fn.name, topic };
        new SchoolAlarm(this, `${capability.name}-${fn.name}-errors`, {
          ...shared,
          what: "errors",
          metric: fn.fn.metricErrors({ period: Duration.minutes(1) }),
          threshold: 3,
        });
        const letters = deadLetters.get(fn.name);
        if (letters)
          new SchoolAlarm(this, `${capability.name}-${fn.name}-dead-letters`, {
            ...shared,
            what: "dead letters",
            metric: letters.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1) }),
            threshold: 1,
          });
      }
    }
    const watched = { stage, capabilities: stacks.map(({ capability }) => capability), apiId: edge.apiId, topic };
    new CapacityAlarms(this, watched);
    new EssentialAlarms(this, watched);
    const gateway = (metricName: string, statistic: string) =>
      new Metric({
        namespace: "AWS/ApiGateway",
        metricName,
        dimensionsMap: { ApiId: edge.apiId },
        statistic,
        period: Duration.minutes(1),
      });
    new Dashboard(this, "dashboard", {
      dashboardName: `preau-${stage.name}`,
      widgets: [
        [
          new GraphWidget({ title: "Requests", left: [gateway("Count", "Sum")], width: 8 }),
          new GraphWidget({
            title: "Refusals and errors",
            left: [gateway("4xx", "Sum"), gateway("5xx", "Sum")],
            width: 8,
          }),
          new GraphWidget({
            title: "Latency, p50 and p99",
            left: [gateway("Latency", "p50"), gateway("Latency", "p99")],
            width: 8,
          }),
        ],
        ...stacks.map(({ capability, functions }) => [
          new GraphWidget({
            title: `${capability.name}: invocations`,
            left: functions.map(({ fn }) => fn.metricInvocations()),
            width: 8,
          }),
          new GraphWidget({
            title: `${capability.name}: errors`,
            left: functions.map(({ fn }) => fn.metricErrors()),
            width: 8,
          }),
          new GraphWidget({
            title: `${capability.name}: duration p99`,
            left: functions.map(({ fn }) => fn.metricDuration({ statistic: "p99" })),
            width: 8,
          }),
        ]),
      ],
    });
  }
}
