import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** What functions ask of the services around them. */
export interface Nearby {
  /** An event on the bus. */
  published(name: string, detail: unknown): void;
  /** Something left for later: for which function (`notices.reviewPupil`), and in how many seconds. */
  left(queue: string, body: string, seconds: number): void;
  /** A question to a function (`attendance-confirmPresence`), and its answer. */
  asked(name: string, question: unknown): Promise<unknown>;
  /** A mail or an SMS. */
  sent(): void;
}

interface Put {
  readonly Entries: readonly { readonly DetailType: string; readonly Detail: string }[];
}
interface Leave {
  readonly QueueUrl: string;
  readonly Entries: readonly { readonly MessageBody: string; readonly DelaySeconds: number }[];
}

/** The bus, queues, invocations, mail and SMS of AWS on one loopback address, as far as functions use them. */
export const startNearby = async (nearby: Nearby) => {
  const answer = async (target: string, path: string, body: string): Promise<unknown> => {
    if (target === "AWSEvents.PutEvents") {
      const { Entries } = JSON.parse(body) as Put;
      for (const { DetailType, Detail } of Entries) nearby.published(DetailType, JSON.parse(Detail));
      return { FailedEntryCount: 0, Entries: Entries.map(() => ({ EventId: "1" })) };
    }
    if (target === "AmazonSQS.SendMessageBatch") {
      const { QueueUrl, Entries } = JSON.parse(body) as Leave;
      for (const { MessageBody, DelaySeconds } of Entries)
        nearby.left(QueueUrl.split("/").at(-1) ?? "", MessageBody, DelaySeconds);
      return { Successful: [], Failed: [] };
    }
    const [, invoked] = /\/functions\/preau-\w+?-(.+)\/invocations\?Qualifier=live$/.exec(path) ?? [];
    if (invoked !== undefined) return nearby.asked(invoked, JSON.parse(body));
    nearby.sent();
    return { MessageId: "1" };
  };
  const server = createServer(async (request, response) => {
    const body = await text(request);
    try {
      const found = await answer(String(request.headers["x-amz-target"] ?? ""), request.url ?? "", body);
      response.setHeader("content-type", "application/json").end(JSON.stringify(found));
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: (): Promise<void> =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
};
