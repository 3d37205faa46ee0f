import type { DomainEvent } from "@preau/contract";
import { Duration } from "aws-cdk-lib";
import { type EventBus, Rule } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { DeadLetterQueue } from "./dead-letter-queue.ts";
import { type SchoolFunction, timeoutSecondsOf } from "./school-function.ts";

/** Attempts before a message is set aside for a human. */
const ATTEMPTS = 5;

export interface EventSubscriptionProps {
  readonly bus: EventBus;
  readonly consumer: SchoolFunction;
  readonly events: readonly DomainEvent[];
}

/** A queue of its own between the bus and a consumer, and a dead-letter queue behind it. */
export class EventSubscription extends Construct {
  readonly deadLetters: Queue;

  constructor(scope: Construct, { bus, consumer, events }: EventSubscriptionProps) {
    super(scope, `${consumer.name}-events`);
    this.deadLetters = new DeadLetterQueue(this);
    const queue = new Queue(this, "queue", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(timeoutSecondsOf(consumer.spec) * 6),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: ATTEMPTS },
    });
    new Rule(this, "rule", {
      eventBus: bus,
      eventPattern: {
        source: [...new Set(events.map((event) => `preau.${event.owner}`))],
        detailType: events.map((event) => event.name),
      },
      targets: [new SqsQueue(queue, { deadLetterQueue: this.deadLetters })],
    });
    consumer.fn.addEventSource(
      new SqsEventSource(queue, {
        batchSize: 10,
        reportBatchItemFailures: true,
        ...(consumer.spec.concurrency !== undefined && { maxConcurrency: Math.max(2, consumer.spec.concurrency) }),
      }),
    );
  }
}
