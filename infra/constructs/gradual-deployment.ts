import { Duration, Validations } from "aws-cdk-lib";
import { Alarm, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { type LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from "aws-cdk-lib/aws-codedeploy";
import { Construct } from "constructs";
import type { SchoolFunction } from "./school-function.ts";

/** Errors of the version in service, within a minute, that send the one before back. */
const TOO_MANY_ERRORS = 3;

/**
 * A new version first answers a tenth of the requests for five minutes; errors of the alias bring the old one back by themselves. CodeDeploy
 * has no counterpart on one machine: that it rolls back was not tried here.
 */
export class GradualDeployment extends Construct {
  constructor(scope: Construct, application: LambdaApplication, { name, live }: SchoolFunction) {
    super(scope, `${name}-deployment`);
    const alarm = new Alarm(this, "errors", {
      metric: live.metricErrors({ period: Duration.minutes(1) }),
      threshold: TOO_MANY_ERRORS,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `${name}: errors of the version in service. While a deployment is under way they roll it back.`,
    });
    new LambdaDeploymentGroup(this, "group", {
      application,
      alias: live,
      deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
      alarms: [alarm],
      autoRollback: { failedDeployment: true, stoppedDeployment: true, deploymentInAlarm: true },
    });
    Validations.of(this).acknowledge({
      id: "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited]",
      reason: "The policy that AWS keeps for CodeDeploy to shift an alias; ours would have to follow it.",
    });
  }
}
