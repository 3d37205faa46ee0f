import { Stack } from "aws-cdk-lib";
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import { Construct } from "constructs";
import type { SchoolFunction } from "./school-function.ts";

export interface SchoolScheduleProps {
  readonly target: SchoolFunction;
  /** Six fields of EventBridge Scheduler, in the time of Paris. */
  readonly cron: string;
}

/** Runs a function by itself. A failed run is tried twice more by Lambda, then its errors raise the function's alarm. */
export class SchoolSchedule extends Construct {
  constructor(scope: Construct, { target, cron }: SchoolScheduleProps) {
    super(scope, `${target.name}-schedule`);
    const role = new Role(this, "role", {
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
      inlinePolicies: {
        invoke: new PolicyDocument({
          statements: [new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [target.arn] })],
        }),
      },
    });
    new CfnSchedule(this, "schedule", {
      scheduleExpression: `cron(${cron})`,
      scheduleExpressionTimezone: "Europe/Paris",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: target.arn,
        roleArn: role.roleArn,
        input: JSON.stringify({ schedule: target.name, at: "<aws.scheduler.scheduled-time>" }),
      },
    });
  }
}
