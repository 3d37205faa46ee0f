import { ApiProblem } from "@preau/sdk";
import type { Actor } from "../actor.ts";

/** One step of the morning as it is told: what happened, how the server answered, and whether it is what should be. */
export interface Step {
  readonly text: string;
  readonly status: number;
  readonly ms: number;
  readonly ok: boolean;
}

/** Tells a step, with what the server last answered to whoever made it. */
export type Tell = (text: string, actor: Actor, ok: boolean) => void;

/** The status of a refusal; 200 where nothing was refused, 0 where nothing answered. */
export const refused = async (ask: Promise<unknown>): Promise<number> =>
  ask.then(
    () => 200,
    (error: unknown) => (error instanceof ApiProblem ? error.status : 0),
  );
