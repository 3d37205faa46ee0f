import { Validations } from "aws-cdk-lib";
import type { ITable, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import type { EventBus } from "aws-cdk-lib/aws-events";
import { FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { DeadLetterQueue } from "./dead-letter-queue.ts";
import type { SchoolFunction } from "./school-function.ts";

export interface OutboxProps {
  readonly table: TableV2;
  /** Where its events go; none for a function that only follows the table. */
  readonly bus?: EventBus;
  readonly publisher: SchoolFunction;
  /** Item types that lead to an event; changes of others never wake the publisher. */
  readonly entities: readonly string[];
}

/** The table's stream as the outbox: committed changes reach the bus, in order, at least once. */
export class Outbox extends Construct {
  readonly deadLetters: Queue;

  constructor(scope: Construct, { table, bus, publisher, entities }: OutboxProps) {
    super(scope, `${publisher.name}-outbox`);
    this.deadLetters = new DeadLetterQueue(this);
    const image = (name: "NewImage" | "OldImage") =>
      FilterCriteria.filter({ dynamodb: { [name]: { _et: { S: FilterRule.or(...entities) } } } });
    publisher.live.addEventSource(
      new DynamoEventSource(table as ITable, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        bisectBatchOnError: true,
        retryAttempts: 20,
        reportBatchItemFailures: true,
        onFailure: new SqsDlq(this.deadLetters),
        filters: [image("NewImage"), image("OldImage")],
      }),
    );
    if (bus) publisher.allow(["events:PutEvents"], bus.eventBusArn);
    Validations.of(publisher).acknowledge({
      id: "AwsSolutions-IAM5[Resource::*]",
      reason: "dynamodb:ListStreams, which Lambda asks of the role of a stream consumer, takes no resource.",
    });
  }
}
