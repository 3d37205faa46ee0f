import { setTimeout as delay } from "node:timers/promises";
import { routesOf } from "@preau/contract";
import type { Random } from "@preau/demo/world/random";
import { capabilityList } from "../../../../infra/capability-list.ts";
import { type EnvironmentProcess, engineOf, watchEnvironments } from "./environments.ts";
import type { FallingSchool } from "./open-school.ts";

/** Where a kill falls: what the environment was at. */
export type Aim = "request" | "behind" | "beginning" | "resting" | "engine" | "runtime";

/** How many fell, by what they were at. */
export type Toll = Readonly<Record<Aim, number>>;

/** Of all kills, those of the whole runtime, and those of the engine alone, after which the runtime follows; one of each at least. */
export interface Shares {
  readonly runtime: number;
  readonly engine: number;
}

/** What an environment needs, about, before it serves its first invocation. */
const BEGINNING_MS = 400;
/** Nobody is killed before the others have been answered so many times since: schools that get nothing done would prove nothing. */
const ANSWERS_BETWEEN = 3;
/** Unless they cannot be. */
const PATIENCE_MS = 2_000;
const FIRST_ANSWER_PATIENCE_MS = 15_000;
/** An engine without its runtime's knowledge: long enough for requests to meet it. */
const HEADLESS_MS = 150;

const SERVING = new Set(
  capabilityList.flatMap((capability) =>
    Object.keys(capability.functions)
      .filter((name) => routesOf(capability, name).length > 0)
      .map((name) => `${capability.name}-${name}`),
  ),
);

const aimOf = ({ name, ageMs, active }: EnvironmentProcess): Aim => {
  if (ageMs < BEGINNING_MS) return "beginning";
  if (!active) return "resting";
  return SERVING.has(name) ? "request" : "behind";
};

const kill = (pid: number): boolean => {
  try {
    return process.kill(pid, "SIGKILL");
  } catch {
    return false;
  }
};

/** In which order: runtimes and engines fall between the environments, at random. */
const orderOf = (kills: number, shares: Shares, random: Random): readonly ("environment" | "engine" | "runtime")[] => {
  const atLeastOne = (share: number): number => Math.max(1, Math.round(kills * share));
  const [runtimes, engines] = [atLeastOne(shares.runtime), atLeastOne(shares.engine)];
  return random.shuffle(
    Array.from({ length: kills }, (_, index) =>
      index < runtimes ? "runtime" : index < runtimes + engines ? "engine" : "environment",
    ),
  );
};

/**
 * Kills environments, engines and the runtime of a school outright, so many in all, at random instants: those that work at a request or
 * behind the scenes first, those that begin, now and then one at rest. Only processes of that runtime.
 */
export const killAtRandom = async (
  school: FallingSchool,
  {
    kills,
    shares,
    pauseMs,
    random,
    answers,
  }: {
    readonly kills: number;
    readonly shares: Shares;
    readonly pauseMs: number;
    readonly random: Random;
    /** How many answers clients have been given so far. */
    answers(): number;
  },
  told: (done: number) => void,
): Promise<Toll> => {
  const toll: Record<Aim, number> = { request: 0, behind: 0, beginning: 0, resting: 0, engine: 0, runtime: 0 };
  const look = watchEnvironments(school.pid);
  const fallOne = async (): Promise<Aim | undefined> => {
    look();
    // One that waits for its table works no more than one at rest: what it did a moment ago tells them apart.
    await delay(2 + random.int(random.chance(0.5) ? 25 : 250));
    const alive = look();
    const wanted = random.pick<Aim>([
      "request",
      "request",
      "request",
      "behind",
      "behind",
      "behind",
      "beginning",
      "resting",
    ]);
    const aimed = alive.filter((one) => aimOf(one) === wanted);
    const working = alive.filter(({ active }) => active);
    const [victim] = random.shuffle(aimed.length > 0 ? aimed : working);
    return victim !== undefined && kill(victim.pid) ? aimOf(victim) : undefined;
  };
  const answered = async (times: number, patienceMs: number): Promise<void> => {
    const enough = answers() + times;
    for (const end = performance.now() + patienceMs; answers() < enough && performance.now() < end; ) await delay(10);
  };
  let done = 0;
  for (const what of orderOf(kills, shares, random)) {
    const between = answered(ANSWERS_BETWEEN, PATIENCE_MS);
    await delay(random.int(2 * pauseMs));
    await between;
    if (what === "environment") {
      for (;;) {
        const fallen = await fallOne();
        if (fallen !== undefined) {
          toll[fallen] += 1;
          break;
        }
      }
    } else {
      const engine = engineOf(school.pid());
      if (what === "engine" && engine !== undefined && kill(engine)) await delay(random.int(HEADLESS_MS));
      toll[what] += 1;
      await school.fall();
      // How soon somebody is answered again is a figure of its own.
      await answered(1, FIRST_ANSWER_PATIENCE_MS);
    }
    done += 1;
    told(done);
  }
  return toll;
};
