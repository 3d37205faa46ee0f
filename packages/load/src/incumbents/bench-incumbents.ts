import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { startTarget } from "../bars/start-target.ts";
import { describeMachine } from "../bench/describe-machine.ts";
import { showTable } from "../bench/show-table.ts";
import type { Measured } from "../measured/measured.ts";
import { readMeasured } from "../measured/read-measured.ts";
import { awaitRest } from "./await-rest.ts";
import { type ActionName, incumbents, TIMES } from "./figures.ts";
import { hammer } from "./hammer.ts";
import { openGround } from "./open-ground.ts";
import { probe } from "./probe.ts";
import { readProcessTimes, usedBetween } from "./process-times.ts";
import { measureSdkCall } from "./sdk-call.ts";
import { shotsOf } from "./shots.ts";

const CONNECTIONS = 16;
/** So large that neither throttles nor concurrency hold anything back: what is tried is the machine. */
const STAGE = { users: 2_000_000, surge: 5 };
/** Of warming up, then counted: the compiler of an environment goes on improving for a thousand requests. */
const SECONDS = { full: [30, 15], quick: [3, 4] } as const;
/** Who hands in has some five hundred lessons of a week: a register that is written over and over grows as none does in a school. */
const SECONDS_OF_WRITES = [10, 12] as const;
const PARTS_SHOWN = 6;
/** Erased before each run: registers of lessons that were called a hundred times are no morning of a school. */
const DATA_DIR = fileURLToPath(new URL("../../../../.bench/incumbents", import.meta.url));
/** The calls of one request, as `npm run bench -- measured` counted them. */
const callsIn = ({ operations }: Measured, action: ActionName): number =>
  operations.find(({ operation }) => operation === incumbents[action].operation)?.asked.calls ?? 0;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Tries the four actions against the one-machine runtime beside what the incumbents gave; exits 1 when one is not ten times theirs. */
export const benchIncumbents = async (quick: boolean): Promise<void> => {
  const { processor, cores, load, commit } = describeMachine();
  say(
    `${processor}, ${cores} cores, commit ${commit}, load ${load}. ${CONNECTIONS} connections that ask without pause.`,
  );
  const { measured } = readMeasured();
  rmSync(DATA_DIR, { recursive: true, force: true });
  const { target, pid, stop } = await startTarget(STAGE, (line) => say(`  ${line}`), DATA_DIR);
  const rows = [];
  const profiles: string[] = [];
  try {
    const ground = await openGround(target);
    for (const action of Object.keys(incumbents) as ActionName[]) {
      await awaitRest(pid);
      const [warmUp, counted] = quick ? SECONDS.quick : action === "submit" ? SECONDS_OF_WRITES : SECONDS.full;
      const probeMs = probe();
      const shotOf = shotsOf(action, ground, CONNECTIONS);
      await hammer(ground.origin, CONNECTIONS, warmUp, shotOf);
      const before = readProcessTimes(pid);
      const volley = await hammer(ground.origin, CONNECTIONS, counted, shotOf);
      const used = usedBetween(before, readProcessTimes(pid));
      const { action: title, product, perSecond, p50Ms } = incumbents[action];
      const ours = volley.answered / volley.seconds;
      const isMet = ours >= perSecond * TIMES && volley.p99Ms < p50Ms && volley.failed === 0;
      rows.push({
        action: title,
        "ours/s": ours.toFixed(0),
        "p50 ms": volley.p50Ms.toFixed(0),
        "p99 ms": volley.p99Ms.toFixed(0),
        failed: volley.failed,
        "theirs/s": `${perSecond} (${product})`,
        "their p50": p50Ms,
        times: (ours / perSecond).toFixed(1),
        "probe ms": probeMs.toFixed(0),
        "ten times": isMet ? "yes" : "NO",
      });
      const parts = [...used.slice(0, PARTS_SHOWN), ["asking", volley.cpuMs] as const];
      const each = parts.map(([part, ms]) => `${part} ${(ms / volley.answered).toFixed(2)}`);
      profiles.push(`  ${title}: ${each.join(", ")}; ${callsIn(measured, action)} calls to the database`);
    }
  } finally {
    await stop();
  }
  say(`\n${showTable(rows)}\n\nMilliseconds of processor a request, by process:\n${profiles.join("\n")}`);
  const sdkMs = (await measureSdkCall()).toFixed(2);
  say(`One call to the database through the SDK takes ${sdkMs} of them in a process that does nothing else.`);
  if (rows.some((row) => row["ten times"] === "NO")) process.exitCode = 1;
};
