import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";

/** Part of a limit at which somebody is told: requests to raise one take days. */
const NEAR = 0.7;

export interface QuotaAlarmProps {
  /** As the heading of `infra/README.md` that says what to do. */
  readonly what: string;
  readonly metric: IMetric;
  /** The limit itself, in the metric's unit. */
  readonly limit: number;
  readonly topic: ITopic;
}

/** Tells the distance to a limit before the limit tells the schools. */
export class QuotaAlarm extends Construct {
  constructor(scope: Construct, id: string, { what, metric, limit, topic }: QuotaAlarmProps) {
    super(scope, id);
    const alarm = new Alarm(this, "alarm", {
      metric,
      threshold: Math.floor(limit * NEAR),
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `${NEAR * 100} % of ${limit.toLocaleString("en")}: ${what}. Impact: beyond it requests are refused. What to do: infra/README.md, "${what}".`,
    });
    alarm.addAlarmAction(new SnsAction(topic));
  }
}
