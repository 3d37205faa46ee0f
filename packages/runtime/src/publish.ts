import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DomainEvent, Payload } from "@preau/contract";
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import * as z from "zod";
import { readEnvironment } from "./environment.ts";
import { log } from "./logger.ts";

/** One committed change of the capability's table: the stream is the outbox. */
export interface Change {
  /** Item type, as dynamodb-toolbox writes it. */
  readonly entity: string;
  readonly before: Readonly<Record<string, unknown>> | undefined;
  readonly after: Readonly<Record<string, unknown>> | undefined;
}

/** A domain event about to leave. */
export interface Outgoing {
  readonly event: DomainEvent;
  readonly payload: unknown;
}

/** Pairs an event with its payload, typed by the event's schema. */
export const outgoing = <E extends DomainEvent>(event: E, payload: Payload<E>): Outgoing => ({ event, payload });

/** EventBridge takes at most ten entries a call. */
const ENTRIES_PER_CALL = 10;

type Image = Parameters<typeof unmarshall>[0];

const changesOf = ({ Records }: DynamoDBStreamEvent): readonly Change[] =>
  Records.map(({ dynamodb }) => {
    const before = dynamodb?.OldImage && unmarshall(dynamodb.OldImage as Image);
    const after = dynamodb?.NewImage && unmarshall(dynamodb.NewImage as Image);
    return { entity: String((after ?? before)?._et ?? ""), before, after };
  });

/**
 * The handler of a table stream: turns a batch of committed changes into domain events and puts them on the bus.
 * When the bus refuses one, the whole batch is tried again: consumers tolerate duplicates, nobody tolerates a loss.
 */
export const publish = (capability: string, eventsOf: (changes: readonly Change[]) => readonly Outgoing[]) => {
  const { BUS_NAME } = readEnvironment({ BUS_NAME: z.string() });
  const bus = new EventBridgeClient({});
  const send = async (batch: readonly Outgoing[]): Promise<boolean> => {
    const { FailedEntryCount } = await bus.send(
      new PutEventsCommand({
        Entries: batch.map(({ event, payload }) => ({
          EventBusName: BUS_NAME,
          Source: `preau.${capability}`,
          DetailType: event.name,
          Detail: JSON.stringify(event.schema.parse(payload)),
        })),
      }),
    );
    return FailedEntryCount === 0;
  };
  return async (stream: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const events = eventsOf(changesOf(stream));
    for (let start = 0; start < events.length; start += ENTRIES_PER_CALL) {
      if (await send(events.slice(start, start + ENTRIES_PER_CALL))) continue;
      log("error", "publication-failed", { count: events.length - start });
      return { batchItemFailures: [{ itemIdentifier: stream.Records[0]?.dynamodb?.SequenceNumber ?? "" }] };
    }
    log("info", "events-published", { count: events.length });
    return { batchItemFailures: [] };
  };
};
