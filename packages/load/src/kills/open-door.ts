import { setTimeout as delay } from "node:timers/promises";
import type { Workers } from "../histories/worker-pool.ts";
import type { FallingSchool } from "./open-school.ts";
import type { SignedIn } from "./sign-people-in.ts";

/** A call as the gateway would hand it to a function, which here goes to the gateway itself. */
interface GatewayEvent {
  readonly rawPath: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly queryStringParameters?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly requestContext: {
    readonly http: { readonly method: string };
    readonly authorizer: { readonly jwt: { readonly claims: { readonly sub: string } } };
  };
}

/** What came back, and whether it was the first answer given again. */
export interface DoorAnswer {
  readonly statusCode: number;
  readonly body: string;
  readonly again: boolean;
}

const PATIENCE_MS = 30_000;
const BREATH_MS = 150;
/** Nothing was decided: whoever asks asks again. */
const LATER: DoorAnswer = { statusCode: 503, body: "{}", again: false };

/** The way in from outside: what clients of histories ask of workers, asked over HTTP of a school that may be falling. */
export const openDoor = (school: FallingSchool, people: SignedIn) => {
  const count = { calls: 0, answers: 0, unanswered: 0, again: 0 };
  const send = async (event: GatewayEvent): Promise<Response> => {
    const { rawPath, headers, body, queryStringParameters, requestContext } = event;
    const query = queryStringParameters === undefined ? "" : `?${new URLSearchParams(queryStringParameters)}`;
    const token = await people.tokenOf(requestContext.authorizer.jwt.claims.sub);
    return fetch(`${school.edgeUrl}${rawPath}${query}`, {
      method: requestContext.http.method,
      headers: { ...headers, authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body !== undefined && { body }),
    });
  };
  const call = async (event: GatewayEvent): Promise<DoorAnswer | undefined> => {
    count.calls += 1;
    try {
      const response = await send(event);
      const body = await response.text();
      const { status } = response;
      if (status === 401) people.forget(event.requestContext.authorizer.jwt.claims.sub);
      if (status >= 500) count.unanswered += 1;
      if (status >= 500 || status === 401 || status === 429) {
        await delay(BREATH_MS);
        return LATER;
      }
      school.answered();
      count.answers += 1;
      const again = response.headers.has("idempotency-replayed");
      if (again) count.again += 1;
      return { statusCode: status, body, again };
    } catch {
      // Cut off in the middle, or nobody there.
      count.unanswered += 1;
      await delay(BREATH_MS);
      await school.up();
      return undefined;
    }
  };
  const confirm = async (event: object): Promise<unknown> => {
    const { invoke } = await school.up();
    return invoke("attendance-confirmPresence", event).catch(() => undefined);
  };
  const ask: Workers["ask"] = (kind, event) => (kind === "call" ? call(event as GatewayEvent) : confirm(event));
  return { ask, call: (event: object) => call(event as GatewayEvent), count };
};

export type Door = ReturnType<typeof openDoor>;
