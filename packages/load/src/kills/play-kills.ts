import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { randomFrom } from "@preau/demo/world/random";
import { processesHolding } from "../../../../test/faults/processes.ts";
import { EVENING } from "../histories/scene.ts";
import { judgeSchool } from "./judge-school.ts";
import { killAtRandom, type Shares, type Toll } from "./kill-at-random.ts";
import type { Lived } from "./live-scene.ts";
import { openSchools } from "./live-schools.ts";
import { type FallingSchool, openSchool } from "./open-school.ts";
import { plants } from "./plants.ts";
import { type Prepared, plantBundles } from "./prepare-assembly.ts";

/** What was killed, what was lived meanwhile, and what is wrong with it. */
export interface Played {
  readonly toll: Toll;
  readonly lived: readonly Lived[];
  readonly calls: { readonly calls: number; readonly unanswered: number; readonly again: number };
  readonly restarts: readonly { readonly readyMs: number; readonly firstAnswerMs?: number }[];
  /** Of what nobody had answered, how much had taken place. */
  readonly doneUnheard: number;
  readonly unheard: number;
  readonly violations: readonly string[];
  readonly leftBehind: number;
  readonly seconds: { readonly killing: number; readonly judging: number };
}

export interface PlayOptions {
  readonly kills: number;
  readonly seed: number;
  readonly lanes: number;
  readonly pauseMs: number;
  readonly plant?: string;
  told(line: string): void;
}

const SHARES: Shares = { runtime: 0.0175, engine: 0.005 };
/** A fault of the runtime shows when it falls. */
const SHARES_OF_A_FAULTY_RUNTIME: Shares = { runtime: 0.1, engine: 0.02 };
const HOOK = fileURLToPath(new URL("./plant-runtime.ts", import.meta.url));

/** Everything that was done or said. */
export const deedsOf = (lived: readonly Lived[]) => lived.flatMap(({ history, words }) => [...history.deeds, ...words]);

const since = (began: number): number => (performance.now() - began) / 1_000;

/**
 * Lets schools live in a runtime of its own process, kills its environments, its engine and itself, so many times in all, then judges
 * what is left. With a plant, a fault of ours is in it. Nothing of it is left behind on the machine.
 */
export const playKills = async (prepared: Prepared, options: PlayOptions): Promise<Played> => {
  const { kills, seed, lanes, pauseMs, plant, told } = options;
  const directory = mkdtempSync(join(tmpdir(), "preau-kills-"));
  const fault = plant === undefined ? undefined : plants[plant];
  const assembly = fault?.where === "bundles" ? join(directory, "cdk.out") : prepared.assembly;
  const planted = fault?.where === "runtime";
  if (planted) process.env.PREAU_PLANT = plant;
  const random = randomFrom(seed);
  let instant = 0;
  const tick = (): number => {
    instant += 1;
    return instant;
  };
  const opened: FallingSchool[] = [];
  try {
    if (fault?.where === "bundles") await plantBundles(prepared, fault, directory);
    const school = await openSchool({
      assembly,
      dataDir: join(directory, "data"),
      clockOffsetMs: Date.parse(EVENING) - Date.now(),
      execArgv: planted ? ["--import", HOOK] : [],
    });
    opened.push(school);
    const schools = await openSchools(school, { lanes, seed, tick });
    const { door, lived } = schools;
    told(`${lanes} schools opened`);
    const began = performance.now();
    const living = schools.live();
    living.catch(() => {});
    const shares = planted ? SHARES_OF_A_FAULTY_RUNTIME : SHARES;
    const answers = () => door.count.answers;
    const toll = await killAtRandom(school, { kills, shares, pauseMs, random, answers }, (done) => {
      if (done % 100 === 0) told(`${done} kills in ${since(began).toFixed(0)} s, ${lived.length} classes lived`);
    });
    schools.end();
    await living;
    const killing = since(began);
    told(`judging ${lived.length} classes`);
    const judging = performance.now();
    const { settled, violations } = await judgeSchool(lived, { school, door, tick });
    const unheard = deedsOf(lived).filter(({ outcome }) => outcome === "unknown");
    const known = new Map(deedsOf(settled).map((one) => [one.key, one.outcome]));
    const seconds = { killing, judging: since(judging) };
    await school.stop();
    return {
      toll,
      lived: settled,
      calls: door.count,
      restarts: school.restarts,
      unheard: unheard.length,
      doneUnheard: unheard.filter(({ key }) => known.get(key) === "done").length,
      violations,
      leftBehind: processesHolding([directory]).length,
      seconds,
    };
  } finally {
    for (const school of opened) await school.stop();
    delete process.env.PREAU_PLANT;
    rmSync(directory, { recursive: true, force: true });
  }
};
