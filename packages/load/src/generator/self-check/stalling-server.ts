import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A server of which everything is known: it answers in a millisecond, but stops answering for `stallMs` out of `everyMs`. */
export interface Stalls {
  readonly everyMs: number;
  readonly stallMs: number;
}

/** The latency under which `percentile` of the requests of an open model are, when they come at any moment alike. */
export const expectedLatency = ({ everyMs, stallMs }: Stalls, percentile: number): number => {
  const beyond = 1 - percentile / 100;
  return Math.max(1, stallMs - beyond * everyMs);
};

/** Starts it on a free loopback port. What arrives while it stalls is answered when the stall ends. */
export const startStallingServer = async ({ everyMs, stallMs }: Stalls): Promise<{ url: string; stop(): void }> => {
  const began = performance.now();
  const server = createServer((request, response) => {
    request.resume();
    const intoCycle = (performance.now() - began) % everyMs;
    const stallLeft = intoCycle < everyMs - stallMs ? 0 : everyMs - intoCycle;
    setTimeout(() => response.writeHead(200, { "content-type": "application/json" }).end("{}"), stallLeft + 1);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
