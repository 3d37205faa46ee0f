import type { DomainEvent } from "@preau/contract";
import { type EventBus, Rule } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import type { Construct } from "constructs";
import { ConsumerQueue } from "./consumer-queue.ts";
import type { SchoolFunction } from "./school-function.ts";

export interface EventSubscriptionProps {
  readonly bus: EventBus;
  readonly consumer: SchoolFunction;
  readonly events: readonly DomainEvent[];
}

/** A queue of its own between the bus and a consumer. */
export class EventSubscription extends ConsumerQueue {
  constructor(scope: Construct, { bus, consumer, events }: EventSubscriptionProps) {
    super(scope, `${consumer.name}-events`, consumer);
    new Rule(this, "rule", {
      eventBus: bus,
      eventPattern: {
        source: [...new Set(events.map((event) => `preau.${event.owner}`))],
        detailType: events.map((event) => event.name),
      },
      targets: [new SqsQueue(this.queue, { deadLetterQueue: this.deadLetters })],
    });
    this.feed(consumer);
  }
}
