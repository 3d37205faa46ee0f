import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { benchAttendance } from "../attendance/bench-attendance.ts";
import { benchBar } from "../bars/bench-bar.ts";
import { benchDepartement } from "../departement/bench-departement.ts";
import { playHeat } from "../heat/play-heat.ts";
import { playHistories } from "../histories/play-histories.ts";
import { benchIncumbents } from "../incumbents/bench-incumbents.ts";
import { benchKills } from "../kills/bench-kills.ts";
import { benchMeasured } from "../measured/bench-measured.ts";
import { playPhones } from "../phones/play-phones.ts";
import { benchRefusals } from "../refusals/bench-refusals.ts";
import { attendanceScenarios } from "../scenarios/attendance.ts";
import { directoryScenarios } from "../scenarios/directory.ts";
import { homeScenarios } from "../scenarios/home.ts";
import { noticesScenarios } from "../scenarios/notices.ts";
import { timetableScenarios } from "../scenarios/timetable.ts";
import { benchSignIn } from "../sign-in/bench-sign-in.ts";
import { buildFunctions } from "./build-functions.ts";
import { buildReference } from "./build-reference.ts";
import { describeMachine } from "./describe-machine.ts";
import { measureRoutes } from "./measure-routes.ts";
import { reportBundles, reportImports, reportRoutes } from "./report.ts";
import { timeImports } from "./time-imports.ts";
import { weighBundles } from "./weigh-bundles.ts";

const PARTS = ["bundles", "imports", "routes"] as const;
const VOLUMES = {
  full: { rounds: 15, warmUp: 300, batches: 20, perBatch: 100 },
  quick: { rounds: 5, warmUp: 100, batches: 6, perBatch: 50 },
};
const RESULT = fileURLToPath(new URL("../../../../.bench/bench.json", import.meta.url));
const SCENARIOS = [attendanceScenarios, homeScenarios, noticesScenarios, timetableScenarios, directoryScenarios];

/** Plays with options of their own. */
const WITH_OPTIONS: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  kills: benchKills,
  surge: benchBar("surge"),
  surge10: benchBar("surge10"),
  "fixed-pool": benchBar("fixed-pool"),
};
const [named = "", ...own] = process.argv.slice(2);
const withOptions = WITH_OPTIONS[named];
if (withOptions !== undefined) {
  await withOptions(own);
  process.exit();
}

const { positionals, values } = parseArgs({ allowPositionals: true, options: { quick: { type: "boolean" } } });
/** Long plays of one subject: asked for by name, never part of "all of it". */
const ALONE: Readonly<Record<string, (quick: boolean) => Promise<void>>> = {
  "sign-in": benchSignIn,
  phones: playPhones,
  departement: benchDepartement,
  histories: playHistories,
  heat: playHeat,
  incumbents: benchIncumbents,
  attendance: benchAttendance,
  refusals: benchRefusals,
  measured: benchMeasured,
};
const alone = positionals.length === 1 ? ALONE[positionals[0] ?? ""] : undefined;
if (alone !== undefined) {
  await alone(values.quick ?? false);
  process.exit();
}
const unknown = positionals.filter((one) => !(PARTS as readonly string[]).includes(one));
if (unknown.length > 0) {
  process.stderr.write(
    `Usage: npm run bench -- [${PARTS.join("] [")}] [--quick], or one of ${[...Object.keys(ALONE), ...Object.keys(WITH_OPTIONS)].join(", ")} [--quick]; not known: ${unknown.join(", ")}\n`,
  );
  process.exit(2);
}
const wanted = (part: (typeof PARTS)[number]): boolean => positionals.length === 0 || positionals.includes(part);
const volume = values.quick ? VOLUMES.quick : VOLUMES.full;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const machine = describeMachine();
const { processor, cores, node, commit, load } = machine;
say(`${processor}, ${cores} cores, Node ${node}, commit ${commit}, load ${load}${values.quick ? ", quick" : ""}`);
if (load > cores / 2) say("This machine is busy: elapsed times are not to be trusted, processor times a little more.");
say("Figures are medians (minimum–maximum).\n");

const { metafile, functions } = await buildFunctions();
const reference = await buildReference();
const weights = weighBundles(metafile);
const referenceWeight = weighBundles(reference.metafile)[0];
if (wanted("bundles")) say(`${reportBundles(weights, referenceWeight)}\n`);

const times = wanted("imports") ? await timeImports(functions, reference, volume.rounds) : undefined;
if (times) say(`${reportImports(times)}\n`);

const routes = wanted("routes")
  ? await measureRoutes(SCENARIOS, { functions, reference: reference.bundled }, volume, (line) =>
      process.stderr.write(`measuring ${line}\n`),
    )
  : undefined;
if (routes) say(`${reportRoutes(routes)}\n`);

mkdirSync(dirname(RESULT), { recursive: true });
writeFileSync(
  RESULT,
  JSON.stringify({ at: new Date().toISOString(), machine, volume, weights, referenceWeight, times, routes }, null, 1),
);
say(`Every figure: ${RESULT}`);
