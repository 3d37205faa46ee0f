import { Duration } from "aws-cdk-lib";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { DeadLetterQueue } from "./dead-letter-queue.ts";
import { type SchoolFunction, timeoutSecondsOf } from "./school-function.ts";

/** Attempts before a message is set aside for a human: five minutes of them for a function of ten seconds. */
const ATTEMPTS = 15;
/**
 * A message whose run was killed comes back after twice its time limit. Amazon advises six times, for functions that are throttled, and
 * fewer attempts; but what corrects a notice must leave within the minute, a killed run included.
 */
const LIMITS_BEFORE_NEXT = 2;

/** A queue of its own before a function, and a dead-letter queue behind it. */
export class ConsumerQueue extends Construct {
  readonly deadLetters: Queue;
  readonly queue: Queue;

  constructor(scope: Construct, id: string, consumer: Pick<SchoolFunction, "spec">) {
    super(scope, id);
    this.deadLetters = new DeadLetterQueue(this);
    this.queue = new Queue(this, "queue", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(timeoutSecondsOf(consumer.spec) * LIMITS_BEFORE_NEXT),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: ATTEMPTS },
    });
  }

  /** Lets the function take its messages, the failed ones alone coming back. */
  feed({ live, queueConcurrency }: SchoolFunction): void {
    live.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: 10,
        reportBatchItemFailures: true,
        maxConcurrency: queueConcurrency,
      }),
    );
  }
}
