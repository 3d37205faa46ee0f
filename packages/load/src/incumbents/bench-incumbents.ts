import { instantOf } from "@preau/calendar";
import { stageNamed } from "../../../../infra/stages.ts";
import { describeMachine } from "../bench/describe-machine.ts";
import { showTable } from "../bench/show-table.ts";
import { openSchoolServer } from "../run/open-school-server.ts";
import { askAside } from "./ask-aside.ts";
import { type ActionName, incumbents, TIMES } from "./figures.ts";
import { openGround } from "./open-ground.ts";
import { probe } from "./probe.ts";
import { readProcessTimes, usedBetween } from "./process-times.ts";

const CONNECTIONS = 16;
/** A stage so large that neither its throttles nor its concurrency hold anything back: what is tried is the machine. */
const STAGE = { ...stageNamed("local"), users: 2_000_000 };
/** Late on a school day: every lesson has begun. */
const MOMENT = { day: "2026-11-23", time: "17:30" };
const SECONDS = { full: [4, 10], quick: [2, 4] } as const;
const PARTS_SHOWN = 6;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Tries the four actions against the one-machine runtime beside what the incumbents gave; exits 1 when one is not ten times theirs. */
export const benchIncumbents = async (quick: boolean): Promise<void> => {
  const { processor, cores, load, commit } = describeMachine();
  say(
    `${processor}, ${cores} cores, commit ${commit}, load ${load}. ${CONNECTIONS} connections that ask without pause.`,
  );
  const clockOffsetMs = instantOf(MOMENT.day, MOMENT.time).getTime() - Date.now();
  const server = await openSchoolServer("incumbents", { clockOffsetMs, day: MOMENT.day, stage: STAGE }, (line) =>
    say(`  ${line}`),
  );
  const rows = [];
  const profiles: string[] = [];
  try {
    const ground = await openGround(server);
    for (const action of Object.keys(incumbents) as ActionName[]) {
      const probeMs = probe();
      const seconds = SECONDS[quick ? "quick" : "full"];
      await askAside({ action, ground, connections: CONNECTIONS, seconds: [seconds[0]] });
      const before = readProcessTimes();
      const [volley] = await askAside({ action, ground, connections: CONNECTIONS, seconds: [seconds[1]] });
      const used = usedBetween(before, readProcessTimes());
      if (volley === undefined) throw new Error("nothing was asked");
      const { product, perSecond, p50Ms } = incumbents[action];
      const ours = volley.answered / volley.seconds;
      rows.push({
        action: incumbents[action].action,
        "ours/s": ours.toFixed(0),
        "p50 ms": volley.p50Ms.toFixed(0),
        "p99 ms": volley.p99Ms.toFixed(0),
        failed: volley.failed,
        "theirs/s": `${perSecond} (${product})`,
        "their p50": p50Ms,
        times: (ours / perSecond).toFixed(1),
        "probe ms": probeMs.toFixed(0),
        "ten times": ours >= perSecond * TIMES && volley.p99Ms < p50Ms && volley.failed === 0 ? "yes" : "NO",
      });
      const parts = [...used.slice(0, PARTS_SHOWN), ["asking", volley.cpuMs] as const];
      const each = parts.map(([part, ms]) => `${part} ${(ms / volley.answered).toFixed(2)}`);
      profiles.push(`${incumbents[action].action}: ${each.join(", ")}`);
      await server.runtime.idle();
    }
  } finally {
    await server.runtime.stop();
  }
  say(`\n${showTable(rows)}\n\nMilliseconds of processor a request, by process:`);
  for (const line of profiles) say(`  ${line}`);
  if (rows.some((row) => row["ten times"] === "NO")) process.exitCode = 1;
};
