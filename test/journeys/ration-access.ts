import { setTimeout as delay } from "node:timers/promises";
import type { DemoState } from "../../packages/demo/src/commands/demo-state.ts";
import { signIn } from "../../packages/demo/src/sign-in.ts";

/** An answer as an app would see it. */
export interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: ReturnType<typeof JSON.parse>;
}

export type Ask = (method: string, path: string, body?: object) => Promise<Answer>;

/** Signs somebody of the demo in, and asks as them without ever trying again: a refusal must be seen. */
export const askerOf = async (
  { issuerUrl, baseUrl, password, people }: DemoState,
  part: string,
): Promise<{ readonly schoolId: string; readonly ask: Ask }> => {
  const person = people.find((one) => one.part === part);
  if (person === undefined) throw new Error(`nobody plays ${part}`);
  const { accessToken } = await signIn({ issuerUrl, login: person.login, password });
  const ask: Ask = async (method, path, body) => {
    const response = await fetch(baseUrl + path, {
      method,
      headers: {
        authorization: `Bearer ${accessToken}`,
        ...(body && { "content-type": "application/json", "idempotency-key": crypto.randomUUID() }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      retryAfter: response.headers.get("retry-after"),
      body: text.startsWith("{") ? JSON.parse(text) : undefined,
    };
  };
  return { schoolId: person.schoolId, ask };
};

/** Asks four times a second until the answer has this status, ten seconds at most: what is switched holds by then. */
export const within10Seconds = async (ask: () => Promise<Answer>, status: number): Promise<Answer> => {
  const deadline = performance.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (answer.status === status || performance.now() > deadline) return answer;
    await delay(250);
  }
};
