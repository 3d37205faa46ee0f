import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A server of which everything is known: it answers in a millisecond, but not at all for `stallMs` out of `everyMs`. */
export interface Stalls {
  readonly everyMs: number;
  readonly stallMs: number;
}

/** Milliseconds that a request takes which comes so long after the server began. */
export const stalledFor = ({ everyMs, stallMs }: Stalls, sinceBegan: number): number => {
  const left = everyMs - (sinceBegan % everyMs);
  return (left > stallMs ? 0 : left) + 1;
};

export interface StallingServer {
  readonly url: string;
  /** Milliseconds of `performance.now()`. */
  readonly began: number;
  stop(): void;
}

/** Starts it on a free loopback port. What comes while it stalls is answered when the stall ends. */
export const startStallingServer = async (stalls: Stalls): Promise<StallingServer> => {
  const began = performance.now();
  const server = createServer((request, response) => {
    request.resume();
    const answer = () => response.writeHead(200, { "content-type": "application/json" }).end("{}");
    setTimeout(answer, stalledFor(stalls, performance.now() - began));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    began,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
