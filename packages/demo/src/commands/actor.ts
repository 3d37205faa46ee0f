import { clientOf, type DemoClient, type Server } from "./client.ts";
import type { DemoState } from "./demo-state.ts";

/** Somebody of the demo, signed in; remembers the status and the milliseconds of the last answer. */
export interface Actor {
  readonly login: string;
  readonly client: DemoClient;
  readonly last: { status: number; ms: number; replayed: boolean };
}

/** Signs in whoever plays a part of the demo. Throws when the server was started with other schools. */
export const actorOf = async (state: Server & Pick<DemoState, "people" | "password">, part: string): Promise<Actor> => {
  const person = state.people.find((one) => one.part === part);
  if (person === undefined)
    throw new Error(`nobody plays "${part}" on this server: the demo needs the invented schools`);
  const last = { status: 0, ms: 0, replayed: false };
  const watch: typeof fetch = async (...request) => {
    const began = performance.now();
    const response = await fetch(...request);
    last.status = response.status;
    last.ms = performance.now() - began;
    last.replayed = response.headers.has("idempotency-replayed");
    return response;
  };
  const began = performance.now();
  const client = await clientOf(state, person.login, state.password, watch);
  Object.assign(last, { status: 200, ms: performance.now() - began });
  return { login: person.login, client, last };
};

/** Asks again until the answer is as hoped, for events take a moment; undefined when it never is, within `withinMs`. */
export const eventually = async <T>(ask: () => Promise<T | undefined>, withinMs = 20_000): Promise<T | undefined> => {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined || performance.now() > deadline) return answer;
    await new Promise((done) => setTimeout(done, 100));
  }
};
