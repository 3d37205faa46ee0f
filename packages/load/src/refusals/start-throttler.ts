import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands between a function and the engine, and throttles what is asked of the tables while it is told to; the switchboard always answers. */
export const startThrottler = async (engine: string) => {
  const state = { throttles: false };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    if (state.throttles && !body.includes('"switchboard')) {
      response.writeHead(400, { "content-type": "application/x-amz-json-1.0" });
      response.end(JSON.stringify({ __type: "com.amazonaws.dynamodb.v20120810#ThrottlingException" }));
      return;
    }
    const sent = ["authorization", "content-type", "x-amz-date", "x-amz-target"];
    const headers = Object.fromEntries(sent.map((name) => [name, String(request.headers[name])]));
    const reply = await fetch(engine, { method: "POST", headers, body });
    response.writeHead(reply.status, { "content-type": "application/x-amz-json-1.0" }).end(await reply.text());
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    throttle: (on: boolean): void => {
      state.throttles = on;
    },
    stop: (): Promise<void> =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
};
