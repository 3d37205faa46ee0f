import { createConnection, createServer, type Socket } from "node:net";
import type { DynamodbGate, Passing } from "./dynamodb-gate.ts";
import { actionOf, type HttpMessage, readMessages, sendMessage } from "./http-messages.ts";
import { partOfBatch } from "./part-of-batch.ts";
import { refusedAnswer } from "./refused-call.ts";

export interface DynamodbProxy {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Stands between the functions and the DynamoDB engine at `engine` (`http://…`), on 127.0.0.1. Each connection of a function has one to the engine. */
export async function startDynamodbProxy(options: { engine: string; gate: DynamodbGate }): Promise<DynamodbProxy> {
  const { hostname, port } = new URL(options.engine);
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (client) => {
    sockets.add(client.on("close", () => sockets.delete(client)).on("error", () => {}));
    serve(client, () => createConnection({ host: hostname, port: Number(port) || 80, noDelay: true }), options.gate);
  });
  await new Promise<void>((listening, refused) => {
    server.once("error", refused).listen(0, "127.0.0.1", listening);
  });
  const address = server.address();
  return {
    endpoint: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`,
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

interface Waiting {
  readonly passing: Passing;
  /** Rewrites the answer, where the engine was asked for a part only. */
  readonly complete?: ((answer: string) => string) | undefined;
}

function serve(client: Socket, connect: () => Socket, gate: DynamodbGate): void {
  let engine: Socket | undefined;
  let waiting: Waiting | undefined;

  const open = (): Socket => {
    if (engine !== undefined && !engine.destroyed) return engine;
    const opened = connect();
    engine = opened.on("error", () => {});
    // An engine that closes a connection at rest is asked again on another; one that dies under a call leaves its caller without an answer.
    engine.on("close", () => {
      if (engine === opened && waiting !== undefined) client.destroy();
    });
    readMessages(engine, answer);
    return engine;
  };

  const judged = (action: string, body: string): Passing => {
    try {
      return gate.pass(action, body);
    } catch {
      // What cannot be read is for the engine to refuse.
      return { call: undefined, answered: () => {} };
    }
  };

  const ask = (request: HttpMessage): void => {
    const action = actionOf(request);
    const body = request.body.toString("utf8");
    const passing = judged(action, body);
    if (passing.fault === "timeout") return;
    const part = passing.refusal && partOfBatch(passing, (one) => gate.passPart(action, one));
    if (passing.fault === "throttle" || (passing.refusal !== undefined && part === undefined)) {
      client.write(refusedAnswer(passing.call, passing.refusal));
      return;
    }
    waiting = { passing: part?.passing ?? passing, complete: part?.complete };
    const asked = part?.body ?? body;
    const sent = passing.call === undefined ? asked : askingUnits(asked, passing.call.kind);
    sendMessage(open(), request, sent === body ? undefined : sent);
  };

  const answer = (message: HttpMessage): void => {
    const { passing, complete } = waiting ?? {};
    waiting = undefined;
    const text = passing?.call && message.body.toString("utf8");
    if (text !== undefined) passing?.answered(Number(message.head.slice(9, 12)), text);
    if (passing?.fault === "lost answer") client.destroy();
    else sendMessage(client, message, text && complete?.(text));
  };

  readMessages(client, ask);
  client.on("close", () => engine?.destroy());
}

/** Has the engine say what the call takes: of writes, also of each index. */
function askingUnits(body: string, kind: "read" | "write"): string {
  const asked = /"ReturnConsumedCapacity":"(?:TOTAL|INDEXES|NONE)"/;
  const wanted = `"ReturnConsumedCapacity":"${kind === "write" ? "INDEXES" : "TOTAL"}"`;
  return asked.test(body) ? body.replace(asked, wanted) : body.replace("{", `{${wanted},`);
}
