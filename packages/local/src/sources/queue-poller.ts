import { setTimeout as delay } from "node:timers/promises";
import type { EventSourceModel } from "../assembly/event-sources.ts";
import { awsCall, region } from "../engines/aws-call.ts";
import { compilePattern } from "../events/pattern.ts";
import { itemFailures } from "./item-failures.ts";
import type { Poller, PollerDeps } from "./poller.ts";
import { queueUrl } from "./send-message.ts";

interface Message {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly MD5OfBody: string;
  readonly Attributes?: Record<string, string>;
  readonly MessageAttributes?: Record<string, { DataType: string; StringValue?: string; BinaryValue?: string }>;
}

/**
 * Serves an SQS queue to a function, with at most `concurrency` batches at a time. Messages accepted are deleted;
 * those of a failed batch, or reported as failed, come back after the visibility timeout of the queue, which also
 * moves them to the dead-letter queue when its redrive policy says so.
 */
export function startQueuePoller(source: EventSourceModel, deps: PollerDeps): Poller {
  const QueueUrl = queueUrl(deps.endpoints.sqs, source.sourceArn);
  const filters = source.filters.map(compilePattern);
  const stopping = new AbortController();
  const { signal } = stopping;
  const call = <Reply>(action: string, input: object, abort?: AbortSignal) =>
    awsCall<Reply>(deps.endpoints.sqs, `AmazonSQS.${action}`, { QueueUrl, ...input }, abort);

  const receive = async (limit: number, waitSeconds: number): Promise<Message[]> => {
    const input = {
      MaxNumberOfMessages: Math.min(limit, 10),
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    };
    return (await call<{ Messages?: Message[] }>("ReceiveMessage", input, signal)).Messages ?? [];
  };

  const receiveBatch = async (): Promise<Message[]> => {
    const batch = await receive(source.batchSize, 20);
    const end = Date.now() + source.windowMs;
    while (batch.length > 0 && batch.length < source.batchSize && Date.now() < end) {
      const secondsLeft = Math.ceil((end - Date.now()) / 1_000);
      batch.push(...(await receive(source.batchSize - batch.length, Math.min(secondsLeft, 20))));
    }
    return batch;
  };

  const remove = async (messages: readonly Message[]): Promise<void> => {
    for (let start = 0; start < messages.length; start += 10) {
      const lot = messages.slice(start, start + 10);
      const Entries = lot.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await call("DeleteMessageBatch", { Entries });
    }
  };

  const serve = async (messages: readonly Message[]): Promise<void> => {
    const records = messages.map((message) => asRecord(message, source.sourceArn));
    const wanted = records.filter(
      (record) => filters.length === 0 || filters.some((matches) => matches({ ...record, body: parsed(record.body) })),
    );
    let failed: string[] | undefined = [];
    if (wanted.length > 0) {
      const outcome = await deps.invoke(source.functionName, JSON.stringify({ Records: wanted }), signal);
      const ids = wanted.map(({ messageId }) => messageId);
      if (outcome.failed) failed = undefined;
      else if (source.reportsItemFailures) failed = itemFailures(outcome.payload, ids);
      failed ??= ids;
    }
    await remove(messages.filter(({ MessageId }) => !failed.includes(MessageId)));
  };

  const run = async (): Promise<void> => {
    const current = new Set<Promise<void>>();
    while (!signal.aborted) {
      if (current.size >= source.concurrency) await Promise.race(current);
      const messages = await receiveBatch().catch(async (error) => {
        if (signal.aborted) return [];
        deps.onLine(`queue ${source.source}: ${error}`);
        await delay(1_000, undefined, { signal }).catch(() => {});
        return [];
      });
      if (messages.length === 0) continue;
      const served = serve(messages)
        .catch((error) => signal.aborted || deps.onLine(`queue ${source.source}: ${error}`))
        .then(() => void current.delete(served));
      current.add(served);
    }
    await Promise.all(current);
  };
  const ended = run();

  const empty = async (): Promise<boolean> => {
    // What is left for later moves nothing until its hour.
    const names = ["", "NotVisible"].map((kind) => `ApproximateNumberOfMessages${kind}`);
    const { Attributes } = await call<{ Attributes: Record<string, string> }>("GetQueueAttributes", {
      AttributeNames: names,
    });
    return names.every((name) => Attributes[name] === "0");
  };

  return {
    drained: async () => {
      while (!signal.aborted && !(await empty())) await delay(20);
    },
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}

/** A message in the shape that a function gets. */
function asRecord(message: Message, eventSourceARN: string) {
  const messageAttributes = Object.entries(message.MessageAttributes ?? {}).map(([name, attribute]) => [
    name,
    {
      dataType: attribute.DataType,
      ...(attribute.StringValue !== undefined && { stringValue: attribute.StringValue }),
      ...(attribute.BinaryValue !== undefined && { binaryValue: attribute.BinaryValue }),
    },
  ]);
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(messageAttributes),
    md5OfBody: message.MD5OfBody,
    eventSource: "aws:sqs",
    eventSourceARN,
    awsRegion: region,
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
