import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Intent, Wire } from "../intent.ts";

export interface SchoolServer {
  readonly url: string;
  /** Path of each request, in order. */
  readonly asked: readonly string[];
  stop(): void;
}

/** A server of a test on a free loopback port, whose answers the test decides. */
export const startSchool = async (
  answer: (request: IncomingMessage, response: ServerResponse, asked: number) => void,
): Promise<SchoolServer> => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    request.resume();
    answer(request, response, asked.length);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

/** Somebody opens the first screen. */
export const openHome = (wire: Wire, url: string, over: Partial<Intent> = {}): Intent => ({
  operation: "home.readHome",
  priority: "essential",
  role: "guardian",
  schoolId: "0990001N",
  run: async () => {
    const response = await wire.fetch(`${url}/v1/home`);
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  },
  ...over,
});
