import { randomFrom } from "@preau/demo/world/random";
import { makeDeps } from "../../../../functions/attendance/deps.ts";
import { keepLessons } from "../../../../functions/attendance/keep-lessons.ts";
import { keepRoster } from "../../../../functions/attendance/keep-roster.ts";
import { attendance } from "../../../../functions/attendance/manifest.ts";
import { freshTable } from "../../../../test/support/fresh-table.ts";
import { functionEnvironment } from "../bench/function-environment.ts";
import { checkDays } from "./check-days.ts";
import { checkRegister } from "./check-register.ts";
import { followTable } from "./follow-table.ts";
import { keptItems } from "./kept-items.ts";
import { partitionsOf } from "./partitions-of.ts";
import { playHistory } from "./play-history.ts";
import { EVENING, type Scene, sceneOf, schoolYear } from "./scene.ts";
import type { Misfortunes } from "./unreliable-wire.ts";
import { openWorkers } from "./worker-pool.ts";

const WORKERS = 2;
const AT_ONCE = 8;
const OFTEN: Misfortunes = {
  slow: 0.1,
  throttled: 0.02,
  answerLost: 0.02,
  questionLost: 0.01,
  stale: 0.5,
  killed: 1 / 200,
};

export interface Played {
  readonly histories: number;
  /** Deeds by what became of them. */
  readonly outcomes: Readonly<Record<"done" | "refused" | "unknown", number>>;
  readonly submissions: number;
  readonly looks: number;
  readonly changes: number;
  readonly befell: ReadonlyMap<keyof Misfortunes, number>;
  /** What is wrong, history by history; nothing when all is well. */
  readonly violations: readonly string[];
}

const settle = async ({ roster, slots, classId }: Scene, deps: ReturnType<typeof makeDeps>): Promise<void> => {
  await keepRoster(roster, deps);
  const days = [{ weekday: 1 as const, version: 1, slots }];
  const view = { kind: "audience" as const, id: classId };
  await keepLessons({ schoolId: roster.schoolId, schoolYear, view, classes: [classId], days: days as never }, deps);
};

/** Runs a task for each, so many at a time. */
const eachOf = async <T, R>(
  items: readonly T[],
  atOnce: number,
  run: (item: T) => Promise<R>,
): Promise<readonly R[]> => {
  const done: R[] = [];
  const left = items.entries();
  const lane = async (): Promise<void> => {
    for (const [index, item] of left) done[index] = await run(item);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return done;
};

/**
 * Plays histories of facts and treatments through the deployed use cases against the engine at AWS_ENDPOINT_URL_DYNAMODB, in processes
 * that die and over a wire that loses, refuses and shows the past, then checks each. `bug` plants one. What people do is drawn from
 * the seed; how their calls meet is up to the machine, another way each time.
 */
export const simulateHistories = async (options: {
  readonly histories: number;
  readonly seed: number;
  readonly bug?: string;
  readonly often?: Partial<Misfortunes>;
}): Promise<Played> => {
  const { histories, seed, bug } = options;
  const endpoint = process.env.AWS_ENDPOINT_URL_DYNAMODB ?? "";
  const table = await freshTable(attendance);
  const deps = makeDeps();
  const scenes = Array.from({ length: histories }, (_, index) => sceneOf(index));
  await eachOf(scenes, AT_ONCE, (scene) => settle(scene, deps));
  const random = randomFrom(seed);
  const env = {
    ...functionEnvironment(endpoint, table, "attendance"),
    POWERTOOLS_LOG_LEVEL: "SILENT",
    PREAU_CLOCK_OFFSET_MS: String(Date.parse(EVENING) - Date.now()),
  };
  const often = { ...OFTEN, ...options.often };
  const workers = await openWorkers({ size: WORKERS, env, often, ...(bug !== undefined && { bug }) }, random);
  try {
    const stream = await followTable(endpoint, table, { workers, random });
    let instant = 0;
    const tick = (): number => {
      instant += 1;
      return instant;
    };
    const lived = await eachOf(scenes, AT_ONCE, (scene) =>
      playHistory(scene, { workers, tick, random: randomFrom(seed + scene.index) }),
    );
    const changes = await stream.drained();
    const items = await keptItems(table);
    const violations = scenes.flatMap((scene, index) => {
      const history = lived[index] ?? { deeds: [], looks: [], surprises: ["it was not lived"] };
      const kept = partitionsOf(scene, history).flatMap((pk) => items.get(pk) ?? []);
      const says = [...checkRegister(scene, history, kept), ...checkDays(scene, history, kept)];
      return says.map((one) => `history ${index}: ${one}`);
    });
    const deeds = lived.flatMap((history) => history.deeds);
    const count = (outcome: string): number => deeds.filter((deed) => deed.outcome === outcome).length;
    return {
      histories,
      violations,
      changes,
      befell: workers.befell,
      outcomes: { done: count("done"), refused: count("refused"), unknown: count("unknown") },
      submissions: deeds.filter(({ command }) => command === "submitRollCall").length,
      looks: lived.reduce((sum, history) => sum + history.looks.length, 0),
    };
  } finally {
    await workers.stop();
  }
};
