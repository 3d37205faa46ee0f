import type { DomainEvent, Payload } from "@preau/contract";
import { readCapacity, resetCapacity } from "@preau/store";
import type { EventBridgeEvent, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { errorFields, log } from "./logger.ts";

/** One event a function reacts to, and the reaction: idempotent by (entity, version), indifferent to order. */
export interface Subscription<Deps> {
  readonly event: DomainEvent;
  handle(payload: never, deps: Deps): Promise<void>;
}

/** Pairs an event with its reaction, typed by the event's schema. */
export const on = <E extends DomainEvent, Deps>(
  event: E,
  handle: (payload: Payload<E>, deps: Deps) => Promise<void>,
): Subscription<Deps> => ({ event, handle: handle as Subscription<Deps>["handle"] });

/**
 * The handler of a queue fed by the bus: each record is checked against its event's schema and handled; the failed ones alone
 * return to the queue (`batchItemFailures`), and after the queue's last attempt to its dead-letter queue.
 */
export const consume = <Deps>(subscriptions: readonly Subscription<Deps>[], makeDeps: () => Deps) => {
  const deps = makeDeps();
  const byName = new Map(subscriptions.map((one) => [one.event.name as string, one]));
  const handleRecord = async (record: SQSRecord): Promise<void> => {
    const envelope = JSON.parse(record.body) as EventBridgeEvent<string, unknown>;
    const subscription = byName.get(envelope["detail-type"]);
    if (subscription === undefined) throw new Error("this function does not consume the event");
    const payload = subscription.event.schema.parse(envelope.detail) as never;
    await subscription.handle(payload, deps);
  };
  return async (batch: SQSEvent): Promise<SQSBatchResponse> => {
    resetCapacity();
    const outcomes = await Promise.allSettled(batch.Records.map(handleRecord));
    const batchItemFailures = outcomes.flatMap((outcome, index) => {
      const itemIdentifier = batch.Records[index]?.messageId;
      if (outcome.status === "fulfilled" || itemIdentifier === undefined) return [];
      log("error", "event-failed", { eventId: itemIdentifier, ...errorFields(outcome.reason) });
      return [{ itemIdentifier }];
    });
    const { rru, wru, commands } = readCapacity();
    log("info", "event-handled", { count: batch.Records.length - batchItemFailures.length, rru, wru, commands });
    return { batchItemFailures };
  };
};
