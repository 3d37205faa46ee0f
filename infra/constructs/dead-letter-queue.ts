import { Duration, Validations } from "aws-cdk-lib";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";

/** Where what could not be handled waits for a human, two weeks at most; an alarm tells of the first one. */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct) {
    super(scope, "dead-letters", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(this).acknowledge({
      id: "AwsSolutions-SQS3",
      reason: "This queue is itself where dead letters go.",
    });
  }
}
