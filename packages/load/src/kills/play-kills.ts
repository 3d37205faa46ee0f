import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { randomFrom } from "@preau/demo/world/random";
import { processesHolding } from "../../../../test/faults/processes.ts";
import { type Cast, EVENING } from "../histories/scene.ts";
import { judgeSchool } from "./judge-school.ts";
import { killAtRandom, type Toll } from "./kill-at-random.ts";
import { type Lived, liveScene, staged, tellScene } from "./live-scene.ts";
import { openDoor } from "./open-door.ts";
import { openSchool } from "./open-school.ts";
import { plants } from "./plants.ts";
import { type Prepared, plantBundles } from "./prepare-assembly.ts";
import { signPeopleIn } from "./sign-people-in.ts";

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

/** Classes that share a school and its people: about as many as a collège has. */
const CLASSES_A_SCHOOL = 30;
/** Classes that a school is told of before their turn comes: news takes its time when consumers are killed. */
const AHEAD = 4;
const HOOK = fileURLToPath(new URL("./plant-runtime.ts", import.meta.url));

const since = (began: number): number => (performance.now() - began) / 1_000;

/**
 * Lets schools live in a runtime of its own process, kills its environments, its engine and itself, so many times in all, then judges
 * what is left. With a plant, a fault of ours is in it. Nothing of it is left behind on the machine.
 */
export const playKills = async (prepared: Prepared, options: PlayOptions): Promise<Played> => {
  const { kills, seed, lanes, pauseMs, plant, told } = options;
  const directory = mkdtempSync(join(tmpdir(), "preau-kills-"));
  const fault = plant === undefined ? undefined : plants[plant];
  const assembly = fault?.where === "bundles" ? await plantBundles(prepared, fault, directory) : prepared.assembly;
  const planted = fault?.where === "runtime";
  if (planted) process.env.PREAU_PLANT = plant;
  const random = randomFrom(seed);
  let instant = 0;
  const tick = (): number => {
    instant += 1;
    return instant;
  };
  const castOf = (number: number): Cast => ({ schoolId: `${2_000_000 + number}A`, name: `k${number}` });
  const sceneIn = (number: number, place: number) => staged(number * CLASSES_A_SCHOOL + place, castOf(number));
  const school = await openSchool({
    assembly,
    dataDir: join(directory, "data"),
    clockOffsetMs: Date.parse(EVENING) - Date.now(),
    execArgv: planted ? ["--import", HOOK] : [],
  });
  try {
    const people = signPeopleIn(school);
    const door = openDoor(school, people);
    const lived: Lived[] = [];
    const answered = new Set<string>();
    let over = false;
    const tellClass = async (number: number, place: number): Promise<void> => {
      if (place < CLASSES_A_SCHOOL) await tellScene(sceneIn(number, place), school);
    };
    const open = async (number: number): Promise<void> => {
      const places = Array.from({ length: CLASSES_A_SCHOOL }, (_, place) => place);
      await people.enrol(
        castOf(number),
        places.map((place) => sceneIn(number, place).pupilIds[0] ?? ""),
      );
      for (const place of places.slice(0, AHEAD)) await tellClass(number, place);
    };
    const lane = async (first: number): Promise<void> => {
      for (let number = first; !over; number += lanes) {
        if (number >= lanes) await open(number);
        for (let place = 0; !over && place < CLASSES_A_SCHOOL; place += 1) {
          await tellClass(number, place + AHEAD);
          const scene = sceneIn(number, place);
          const clients = { workers: door, tick, random: randomFrom(seed + scene.index) };
          lived.push(await liveScene(scene, clients, { door, school, people, answered }));
        }
      }
    };
    const numbers = Array.from({ length: lanes }, (_, number) => number);
    for (const number of numbers) await open(number);
    told(`${lanes} schools opened`);
    const began = performance.now();
    const living = Promise.all(numbers.map(lane));
    living.catch(() => {});
    const toll = await killAtRandom(school, { kills, pauseMs, random, answers: () => door.count.answers }, (done) => {
      if (done % 100 === 0) told(`${done} kills in ${since(began).toFixed(0)} s, ${lived.length} classes lived`);
    });
    over = true;
    await living;
    const killing = since(began);
    told(`judging ${lived.length} classes`);
    const judging = performance.now();
    const { settled, violations } = await judgeSchool(lived, { school, door, tick });
    const unheardOf = lived
      .flatMap(({ history, words }) => [...history.deeds, ...words])
      .filter(({ outcome }) => outcome === "unknown");
    const known = new Map(
      settled.flatMap(({ history, words }) => [...history.deeds, ...words]).map((one) => [one.key, one]),
    );
    const seconds = { killing, judging: since(judging) };
    await school.stop();
    return {
      toll,
      lived: settled,
      calls: door.count,
      restarts: school.restarts,
      unheard: unheardOf.length,
      doneUnheard: unheardOf.filter(({ key }) => known.get(key)?.outcome === "done").length,
      violations,
      leftBehind: processesHolding([directory]).length,
      seconds,
    };
  } finally {
    await school.stop();
    delete process.env.PREAU_PLANT;
    rmSync(directory, { recursive: true, force: true });
  }
};
