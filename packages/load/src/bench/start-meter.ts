import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** What requests took from DynamoDB, read on the wire: neither arm counts its own expenses. */
export interface Taken {
  readonly calls: number;
  /** The longest chain of calls that waited for one another. */
  readonly roundTrips: number;
  readonly rru: number;
  readonly wru: number;
}

/** Calls that leave together are seen in flight together: the first answer must not overtake the last question. */
const ANSWER_AFTER_MS = 40;
const READS = /\.(GetItem|BatchGetItem|Query|Scan|TransactGetItems)$/;

interface Consumed {
  readonly CapacityUnits?: number;
}

const unitsOf = (text: string): number => {
  const { ConsumedCapacity = [] }: { ConsumedCapacity?: Consumed | Consumed[] } = JSON.parse(text);
  return [ConsumedCapacity].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
};

/**
 * Stands between a function and the engine, asks for the consumed capacity of every call, and adds it up until `read`, which starts
 * anew. A call that leaves after another came back may have waited for it: it lengthens the chain; calls in flight together do not.
 */
export const startMeter = async (engine: string) => {
  let taken = { calls: 0, roundTrips: 0, rru: 0, wru: 0 };
  const server = createServer(async (request, response) => {
    const target = String(request.headers["x-amz-target"]);
    const chain = taken.roundTrips + 1;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = { ...JSON.parse(Buffer.concat(chunks).toString()), ReturnConsumedCapacity: "TOTAL" };
    const sent = ["authorization", "content-type", "x-amz-date", "x-amz-target"];
    const headers = Object.fromEntries(sent.map((name) => [name, String(request.headers[name])]));
    const reply = await fetch(engine, { method: "POST", headers, body: JSON.stringify(body) });
    const text = await reply.text();
    const units = unitsOf(text);
    await delay(ANSWER_AFTER_MS);
    taken = {
      calls: taken.calls + 1,
      roundTrips: Math.max(taken.roundTrips, chain),
      rru: taken.rru + (READS.test(target) ? units : 0),
      wru: taken.wru + (READS.test(target) ? 0 : units),
    };
    response.writeHead(reply.status, { "content-type": "application/x-amz-json-1.0" }).end(text);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    read: (): Taken => {
      const read = taken;
      taken = { calls: 0, roundTrips: 0, rru: 0, wru: 0 };
      return read;
    },
    stop: (): Promise<void> =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
};
