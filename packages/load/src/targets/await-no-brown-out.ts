import { setTimeout as delay } from "node:timers/promises";
import { DEFAULT_DATA_DIR, readDemoState } from "@preau/demo/commands/demo-state";
import { signIn } from "@preau/demo/sign-in";
import type { Target } from "../generator/scenario.ts";

/** Three levels, each three minutes of quiet, and a little more. */
const [EVERY_MS, TRIES] = [5_000, 140];

/**
 * Waits, on the runtime of this machine, until no brown-out is left of an earlier run: it would refuse what this one asks from its first second.
 * Asks as the demo's operator; any other target is taken as it is. Throws when the level has not fallen within twelve minutes.
 */
export const awaitNoBrownOut = async (
  { controlUrl, baseUrl, issuerUrl, dataDir = DEFAULT_DATA_DIR }: Target,
  say: (line: string) => void,
): Promise<void> => {
  const state = controlUrl === undefined ? undefined : readDemoState(dataDir);
  const operator = state?.people.find(({ role }) => role === "operator");
  if (state === undefined || operator === undefined) return;
  const { accessToken } = await signIn({ issuerUrl, login: operator.login, password: state.password });
  for (let tried = 1; tried <= TRIES; tried += 1) {
    const response = await fetch(`${baseUrl}/v1/admission`, { headers: { authorization: `Bearer ${accessToken}` } });
    const { level = 0 } = response.ok ? ((await response.json()) as { level?: number }) : {};
    if (response.ok && level === 0) return;
    if (tried === 1) say(`the brown-out of an earlier run is still on (level ${level}): waiting until it has fallen`);
    await delay(EVERY_MS);
  }
  throw new Error("a brown-out is still on: GET /v1/admission tells why");
};
