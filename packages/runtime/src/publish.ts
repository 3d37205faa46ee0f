import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { DomainEvent, Payload } from "@preau/contract";
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import * as z from "zod";
import { type Change, changesOf } from "./change.ts";
import { readEnvironment } from "./environment.ts";
import { log } from "./logger.ts";

export type { Change };

/** A domain event about to leave. */
export interface Outgoing {
  readonly event: DomainEvent;
  readonly payload: unknown;
}

/** Pairs an event with its payload, typed by the event's schema. */
export const outgoing = <E extends DomainEvent>(event: E, payload: Payload<E>): Outgoing => ({ event, payload });

/** EventBridge takes at most ten entries a call. */
const ENTRIES_PER_CALL = 10;

/**
 * The handler of a table stream: turns a batch of committed changes into domain events and puts them on the bus.
 * When the bus refuses one, the whole batch is tried again: consumers tolerate duplicates, nobody tolerates a loss.
 */
export const publish = (
  capability: string,
  eventsOf: (changes: readonly Change[]) => readonly Outgoing[] | Promise<readonly Outgoing[]>,
) => {
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
    const events = await eventsOf(changesOf(stream));
    for (let start = 0; start < events.length; start += ENTRIES_PER_CALL) {
      if (await send(events.slice(start, start + ENTRIES_PER_CALL))) continue;
      log("error", "publication-failed", { count: events.length - start });
      return { batchItemFailures: [{ itemIdentifier: stream.Records[0]?.dynamodb?.SequenceNumber ?? "" }] };
    }
    log("info", "events-published", { count: events.length });
    return { batchItemFailures: [] };
  };
};
