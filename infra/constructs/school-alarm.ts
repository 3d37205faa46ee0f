import type { Capability } from "@preau/contract";
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";

export interface SchoolAlarmProps {
  readonly capability: Capability;
  readonly functionName: string;
  readonly what: "errors" | "dead letters";
  readonly metric: IMetric;
  readonly threshold: number;
  readonly topic: ITopic;
}

/** The heading, in the capability's README, of what to do about a function that fails. */
export const runbookOf = (capability: Capability, functionName: string): { file: string; heading: string } => ({
  file: `functions/${capability.name}/README.md`,
  heading: `### ${functionName} errors`,
});

/** An alarm cannot be built without saying what schools lose and where to read what to do. */
export class SchoolAlarm extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { capability, functionName, what, metric, threshold, topic }: SchoolAlarmProps,
  ) {
    super(scope, id);
    const { file, heading } = runbookOf(capability, functionName);
    const alarm = new Alarm(this, "alarm", {
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: [
        `${capability.name} ${functionName}: ${what}.`,
        `Impact: ${capability.impact}.`,
        `Owner: ${capability.owner}.`,
        `What to do: ${file}, "${heading.slice(4)}".`,
      ].join(" "),
    });
    alarm.addAlarmAction(new SnsAction(topic));
  }
}
