import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startDynamodb } from "@preau/local";
import { startQueuesAndObjects } from "@preau/local/engines/queues-and-objects";
import { directory } from "../../../../functions/directory/manifest.ts";
import { buildFunctions } from "../bench/build-functions.ts";
import { type DepartementWorld, openDepartement } from "./departement-world.ts";
import { DEPARTEMENT, writeDepartement } from "./write-departement.ts";

/** A tenth of it, to see the command work. */
const QUICK = { ...DEPARTEMENT, schools: 12 };
const KILLS = 6;
const ENDED = ["done", "failed", "refused", "awaiting-approval"];

interface Invoked {
  readonly ms: number;
  readonly maxRssMiB: number;
}

/** What the function has, as deployed. */
const MEMORY_MIB = directory.functions.onImportRequested?.memoryMiB ?? 0;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`;

/** Invokes the function in a fresh process with the heap Lambda would give it; nothing when it was killed on the way. */
const invoke = async (
  file: string,
  { env, event }: DepartementWorld,
  killAfterMs?: number,
): Promise<Invoked | undefined> => {
  const program = fileURLToPath(new URL("./invoke-function.ts", import.meta.url));
  const child: ChildProcess = fork(program, [file, event], {
    env: { ...env },
    execArgv: [`--max-old-space-size=${Math.round(MEMORY_MIB * 0.9)}`],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const message = once(child, "message").then(([answer]) => answer as Invoked);
  const ended = once(child, "exit").then(() => undefined);
  const killer = killAfterMs === undefined ? undefined : delay(killAfterMs).then(() => void child.kill("SIGKILL"));
  const answer = await Promise.race([message, ended]);
  child.kill("SIGKILL");
  await Promise.all([ended, killer]);
  return answer;
};

const runToEnd = async (file: string, world: DepartementWorld): Promise<readonly Invoked[]> => {
  const invoked: Invoked[] = [];
  for (;;) {
    const one = await invoke(file, world);
    if (one === undefined) throw new Error("the function ended before it answered");
    invoked.push(one);
    if (ENDED.includes((await world.import())?.state ?? "failed")) return invoked;
  }
};

/**
 * Imports the delivery of an invented département with the function as deployed, twice: once in one go, once killed again and again and
 * taken up by a fresh process. Prints time and memory, and fails when one run holds more than the function has or ends in another state.
 */
export const benchDepartement = async (quick: boolean): Promise<void> => {
  const size = quick ? QUICK : DEPARTEMENT;
  const { schools, pupilsPerSchool, adultsPerSchool, staffPerSchool } = size;
  const dir = await mkdtemp(join(tmpdir(), "preau-departement-"));
  const engine = await startDynamodb();
  const objects = await startQueuesAndObjects({});
  try {
    const names = await writeDepartement(size, dir);
    const people = schools * (pupilsPerSchool + adultsPerSchool + staffPerSchool);
    say(`${schools} schools, ${people.toLocaleString("en")} people, one full AAF delivery.`);
    const { functions } = await buildFunctions();
    const file = functions.find(({ name }) => name === "directory-onImportRequested")?.file ?? "";

    const whole = await openDepartement(engine, objects.endpoint, { dir, names, run: "whole" });
    const invoked = await runToEnd(file, whole);
    const total = invoked.reduce((sum, { ms }) => sum + ms, 0);
    const peak = Math.max(...invoked.map(({ maxRssMiB }) => maxRssMiB));
    say(`In one go: ${seconds(total)} in ${invoked.length} invocation(s), at most ${peak} MiB of ${MEMORY_MIB}.`);
    say(`  ${(await whole.import())?.message}`);
    const expected = await whole.stateHash();
    say(`  ${expected.items.toLocaleString("en")} items, state ${expected.hash}`);

    const broken = await openDepartement(engine, objects.endpoint, { dir, names, run: "broken" });
    let killed = 0;
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const survived = await invoke(file, broken, Math.round((total / KILLS) * (0.2 + Math.random())));
      if (survived === undefined) killed += 1;
      if (ENDED.includes((await broken.import())?.state ?? "")) break;
    }
    const last = await runToEnd(file, broken);
    const found = await broken.stateHash();
    say(
      `Killed ${killed} times, then to the end in ${seconds(last.reduce((sum, { ms }) => sum + ms, 0))}: state ${found.hash}`,
    );
    if (found.hash !== expected.hash) throw new Error("the two runs end in different states");
    if (peak > MEMORY_MIB) throw new Error(`the function held ${peak} MiB, more than the ${MEMORY_MIB} it has`);
    say("Same state, within its memory.");
  } finally {
    await objects.stop();
    await engine.stop();
    await rm(dir, { recursive: true, force: true });
  }
};
