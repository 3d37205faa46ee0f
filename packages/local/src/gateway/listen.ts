import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

export interface HttpServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Longer than the grace that running invocations get. */
const closeAfterMs = 2_500;

/** Listens on 127.0.0.1 (port 0: a free one). An exception of `handle` is a 500 and a line on standard error. */
export function listen(
  port: number,
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<HttpServer> {
  // The gateway answers 431 by itself: Node's own limit must lie above its quota.
  const server = createServer({ maxHeaderSize: 128 * 1024, keepAliveTimeout: 60_000 }, (request, response) => {
    handle(request, response).catch((error) => {
      if (request.errored || response.destroyed) return;
      console.error(error);
      if (!response.headersSent) response.writeHead(500, { "content-type": "application/json" });
      response.end(JSON.stringify({ message: "Internal Server Error" }));
    });
  });
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      const taken = "code" in error && error.code === "EADDRINUSE";
      reject(
        taken
          ? new Error(`Port ${port} is taken on this machine: choose another one with --port.`, { cause: error })
          : error,
      );
    });
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      const stop = () =>
        new Promise<void>((done) => {
          // Requests under way still get their answer; whoever keeps a connection open does not hold the stop.
          const idle = setInterval(() => server.closeIdleConnections(), 20);
          const all = setTimeout(() => server.closeAllConnections(), closeAfterMs);
          server.close(() => {
            clearInterval(idle);
            clearTimeout(all);
            done();
          });
        });
      resolve({ port: typeof address === "object" && address !== null ? address.port : port, stop });
    });
  });
}
