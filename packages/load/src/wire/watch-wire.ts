import { documentClient } from "@preau/store";

/** One call to DynamoDB as it leaves: `PutItem` and its request, in the words of the wire (`{ "S": "…" }`). */
export interface Asked {
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What comes back, as the SDK has read it. */
export type Answer = Readonly<Record<string, unknown>>;

/**
 * Stands between a process and its tables: lets a call pass, changed or not (`pass`), answers in its place, or throws what DynamoDB
 * would have thrown. The SDK's own second attempt comes through here again.
 */
export type Passage = (asked: Asked, pass: (input?: Asked["input"]) => Promise<Answer>) => Promise<Answer>;

interface Request {
  readonly body: string | Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

const isRequest = (request: unknown): request is Request =>
  typeof request === "object" && request !== null && "body" in request && "headers" in request;

const askedIn = ({ headers, body }: Request): Asked => ({
  action: headers["x-amz-target"]?.split(".").at(-1) ?? "",
  input: JSON.parse(typeof body === "string" ? body : new TextDecoder().decode(body)),
});

/** The request with another body; the first one is kept whole for the SDK's next attempt. The local engine checks no signature. */
const withInput = <R extends Request>(request: R, input: Asked["input"]): R => {
  const body = JSON.stringify(input);
  const headers = { ...request.headers, "content-length": String(Buffer.byteLength(body)) };
  return Object.assign(Object.create(Object.getPrototypeOf(request)), request, { body, headers });
};

/** Puts a passage before the one client that every store of this process uses; the first one put stands nearest to the stores. */
export const watchWire = (passage: Passage): void => {
  documentClient.middlewareStack.add(
    (next) => async (args) => {
      const { request } = args;
      if (!isRequest(request)) return next(args);
      let response: unknown;
      const output = await passage(askedIn(request), async (input) => {
        const reply = await next(input === undefined ? args : { ...args, request: withInput(request, input) });
        response = reply.response;
        return reply.output as object as Answer;
      });
      return { response, output: { $metadata: {}, ...output } };
    },
    { step: "deserialize", priority: "high" },
  );
};
