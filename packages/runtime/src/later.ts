import { laterVariableOf } from "@preau/contract";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import * as z from "zod";
import { errorFields, log } from "./logger.ts";
import { openSignedRequests, type SigningEnvironment, signingVariables } from "./signed-request.ts";

/** What a function finds in its environment to leave something to one that it `defers` to. */
export const laterVariables = <Name extends string>(functionName: Name) => ({
  ...signingVariables,
  /** An SQS of one's own; without it, the host of the queue's address. */
  AWS_ENDPOINT_URL_SQS: z.string().optional(),
  ...({ [laterVariableOf(functionName)]: z.string() } as Readonly<Record<string, z.ZodString>>),
});

/** SQS holds a message for a quarter of an hour at most; what is due later is put off again when it wakes. */
const MOST_SECONDS = 900;
/** What one request to SQS may carry. */
const AT_ONCE = 10;
const TIMEOUT_MS = 5_000;

/** Something to do, and in how many seconds. */
export interface Wake<What extends object> {
  readonly what: What;
  readonly seconds: number;
}

/** Leaves things for later. */
export interface Later<What extends object> {
  /**
   * Each `what` reaches the waking function in `seconds`, or in a quarter of an hour if that is sooner, at least once. Throws when one
   * of them was not taken; the others may have been.
   */
  leave(...wakes: readonly Wake<What>[]): Promise<void>;
}

interface Batch {
  readonly Failed?: readonly unknown[];
}

/** Opens the queue of a function that `wakes`. */
export const openLater = <What extends object>(
  functionName: string,
  environment: SigningEnvironment & Readonly<Record<string, string | undefined>>,
): Later<What> => {
  const QueueUrl = environment[laterVariableOf(functionName)] ?? "";
  const request = openSignedRequests("sqs", environment);
  const url = new URL("/", environment.AWS_ENDPOINT_URL_SQS ?? QueueUrl);
  const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AmazonSQS.SendMessageBatch" };
  const send = async (wakes: readonly Wake<What>[]): Promise<void> => {
    const Entries = wakes.map(({ what, seconds }, index) => ({
      Id: String(index),
      MessageBody: JSON.stringify(what),
      DelaySeconds: Math.min(Math.max(Math.ceil(seconds), 0), MOST_SECONDS),
    }));
    const answer = await request({ url, headers, body: JSON.stringify({ QueueUrl, Entries }), timeoutMs: TIMEOUT_MS });
    if (!answer.ok) throw new Error(`the queue answered ${answer.status}`);
    const { Failed = [] } = (await answer.json()) as Batch;
    if (Failed.length > 0) throw new Error(`the queue did not take ${Failed.length} messages`);
  };
  return {
    leave: async (...wakes) => {
      for (let from = 0; from < wakes.length; from += AT_ONCE) await send(wakes.slice(from, from + AT_ONCE));
    },
  };
};

/**
 * The handler of a function that `wakes`: it is given what was left for later, checked against its schema. Those that fail alone come
 * back; anything may come twice.
 */
export const onWake = <What, Deps>(
  schema: z.ZodType<What>,
  handle: (what: What, deps: Deps) => Promise<void>,
  makeDeps: () => Deps,
) => {
  const deps = makeDeps();
  const wakeUp = async ({ body }: SQSRecord): Promise<void> => handle(schema.parse(JSON.parse(body)), deps);
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const outcomes = await Promise.allSettled(Records.map(wakeUp));
    const batchItemFailures = outcomes.flatMap((outcome, index) => {
      const itemIdentifier = Records[index]?.messageId;
      if (outcome.status === "fulfilled" || itemIdentifier === undefined) return [];
      log("error", "event-failed", { eventId: itemIdentifier, ...errorFields(outcome.reason) });
      return [{ itemIdentifier }];
    });
    return { batchItemFailures };
  };
};
