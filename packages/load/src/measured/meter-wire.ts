import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import type { Spent } from "../heat/heat-map.ts";
import { spentBy } from "../heat/spent-by.ts";

/** What one invocation took from DynamoDB, read on the wire. */
export interface Metered {
  readonly calls: number;
  /** The longest chain of calls that waited for one another; true only while the wire is slow. */
  readonly roundTrips: number;
  readonly spent: readonly Spent[];
}

/** Calls that leave together are seen in flight together: the first answer must not overtake the last question. */
const SLOW_MS = 40;
const PASSED_ON = ["authorization", "content-type", "x-amz-date", "x-amz-target"];

/** Stands between one function and the engine and notes, until `read`, what its calls took of which keys. */
export const meterWire = async (engine: string) => {
  let metered = { calls: 0, roundTrips: 0, spent: [] as readonly Spent[] };
  const wire = { slow: false };
  const server = createServer(async (request, response) => {
    const action = String(request.headers["x-amz-target"]).split(".").at(-1) ?? "";
    const chain = metered.roundTrips + 1;
    const input = { ...JSON.parse(await text(request)), ReturnConsumedCapacity: "INDEXES" };
    const headers = Object.fromEntries(PASSED_ON.map((name) => [name, String(request.headers[name])]));
    const reply = await fetch(engine, { method: "POST", headers, body: JSON.stringify(input) });
    const body = await reply.text();
    if (wire.slow) await delay(SLOW_MS);
    metered = {
      calls: metered.calls + 1,
      roundTrips: Math.max(metered.roundTrips, chain),
      spent: [...metered.spent, ...spentBy({ action, input }, reply.ok ? JSON.parse(body) : {})],
    };
    response.writeHead(reply.status, { "content-type": "application/x-amz-json-1.0" }).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    wire,
    read: (): Metered => {
      const read = metered;
      metered = { calls: 0, roundTrips: 0, spent: [] };
      return read;
    },
    stop: (): void => {
      server.close();
      server.closeAllConnections();
    },
  };
};
