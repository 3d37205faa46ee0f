import type { Pool } from "../lambda/pool.ts";
import type { Faults } from "../limits/limits.ts";
import type { Chance } from "./chance.ts";
import { stopEngine } from "./stop-engine.ts";

/**
 * Begins what faults do by themselves, beside those of single calls: kills environments at a rate, and stops the engine once. Gives the
 * function that ends it. Throws a RangeError when the engine is to be stopped and is no process of this runtime.
 */
export function inflict(
  faults: Faults,
  pool: Pick<Pool, "kill">,
  chance: Chance,
  enginePid: number | undefined,
): () => void {
  const { killsPerSecond = 0, engineStopMs = 0 } = faults;
  if (engineStopMs > 0 && enginePid === undefined) {
    throw new RangeError("The DynamoDB engine is not a process of this runtime: it cannot be stopped.");
  }
  const kill = () => pool.kill((among) => among[Math.floor(chance() * among.length)]);
  const kills = killsPerSecond > 0 ? setInterval(kill, 1_000 / killsPerSecond) : undefined;
  const goOn = engineStopMs > 0 && enginePid !== undefined ? stopEngine(enginePid, engineStopMs) : () => {};
  return () => {
    clearInterval(kills);
    goOn();
  };
}
