import { Rule, RuleTargetInput } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { Stage } from "../stages.ts";
import { essentialAlarmPrefix } from "./essential-alarms.ts";
import type { SchoolFunction } from "./school-function.ts";

export interface AlarmSubscriptionProps {
  readonly stage: Stage;
  readonly target: SchoolFunction;
}

/** The alarms on the essential, from the account's default bus to a function: their detail alone, two more tries by Lambda if it fails. */
export class AlarmSubscription extends Construct {
  constructor(scope: Construct, { stage, target }: AlarmSubscriptionProps) {
    super(scope, `${target.name}-alarms`);
    new Rule(this, "rule", {
      eventPattern: {
        source: ["aws.cloudwatch"],
        detailType: ["CloudWatch Alarm State Change"],
        detail: { alarmName: [{ prefix: essentialAlarmPrefix(stage) }], state: { value: ["ALARM", "OK"] } },
      },
      targets: [new LambdaFunction(target.live as IFunction, { event: RuleTargetInput.fromEventPath("$.detail") })],
    });
  }
}
