import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeComparison, writeReport } from "../report/write-report.ts";
import type { RunRecord } from "../run/run-record.ts";
import { type BarName, type Breakage, breakageNamed, breakages } from "./breakages.ts";
import { type BarGround, measureIntent, playBar, stageOf, warmLimits } from "./play-bar.ts";
import { startTarget } from "./start-target.ts";
import { isMet, showVerdicts } from "./verdict.ts";

/** Where reports go, and the last run of each bar. */
const REPORTS = fileURLToPath(new URL("../../../../.bench/surge", import.meta.url));

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const began = performance.now();
const say = (line: string): void =>
  void process.stderr.write(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}\n`);

const listed = (): string =>
  breakages
    .map(({ name, story, on, breaks }) => `${name.padEnd(26)} ${on.padEnd(8)} ${breaks.padEnd(24)} ${story}`)
    .join("\n");

const lastOf = (bar: BarName): RunRecord | undefined => {
  const file = join(REPORTS, `last-${bar}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
};

/** The bar as it is built: every verdict must be met. */
const playWhole = async (bar: BarName, ground: BarGround): Promise<boolean> => {
  const { record, verdicts } = await playBar(bar, ground);
  print(`\n${record.scenario.title}\n${showVerdicts(verdicts)}`);
  print(`Report: ${writeReport(record, REPORTS).html}`);
  const other = bar === "fixed-pool" ? lastOf("surge10") : undefined;
  if (other !== undefined) print(`Both curves: ${writeComparison(other, record, REPORTS).html}`);
  // The folder is there since the report.
  writeFileSync(join(REPORTS, `last-${bar}.json`), JSON.stringify(record));
  return isMet(verdicts);
};

/** A broken run of which more left late than this shows nothing but a busy machine. */
const MOST_LATE = 0.05;

/** Something broken: the verdict that it names must not be met. */
const playBroken = async (breakage: Breakage, ground: BarGround): Promise<boolean> => {
  const { record, verdicts } = await playBar(breakage.on, ground, breakage);
  const failed = verdicts.filter(({ met }) => !met).map(({ bar }) => bar);
  const late = `${(record.lateShare * 100).toFixed(1)} % of its intents left late`;
  const seen = failed.includes(breakage.breaks) && record.lateShare <= MOST_LATE;
  print(`\n${breakage.name}: ${breakage.story}\n${showVerdicts(verdicts)}`);
  print(
    `${seen ? "seen" : "NOT SEEN"}: must break "${breakage.breaks}"; broke ${failed.join(", ") || "nothing"}; ${late}`,
  );
  return seen;
};

const withServer = async <Result>(
  bar: BarName,
  options: Pick<BarGround, "quick" | "base">,
  work: (ground: BarGround) => Promise<Result>,
): Promise<Result> => {
  const { target, assembly, stop } = await startTarget(stageOf(bar), say);
  try {
    const ground = { ...options, target, assembly, say };
    return await work({ ...ground, cpuMs: await measureIntent(ground, warmLimits(bar, assembly)) });
  } finally {
    await stop();
  }
};

const playAllBroken = async (wanted: readonly Breakage[], options: Pick<BarGround, "quick" | "base">) => {
  let allSeen = true;
  for (const [bar, some] of Map.groupBy(wanted, ({ on }) => on))
    await withServer(bar, options, async (ground) => {
      for (const breakage of some) allSeen = (await playBroken(breakage, ground)) && allSeen;
    });
  return allSeen;
};

/** `npm run bench -- surge|surge10|fixed-pool`: starts a server of its own, plays, judges, prints the bars, ends with 1 when one is not met. */
export const benchBar =
  (bar: BarName) =>
  async (args: readonly string[]): Promise<void> => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        quick: { type: "boolean", default: false },
        broken: { type: "string" },
        list: { type: "boolean", default: false },
        base: { type: "string", default: "6" },
      },
    });
    if (values.list) return print(listed());
    const options = { quick: values.quick, base: Number(values.base) };
    const broken = values.broken === "all" ? breakages : values.broken ? [breakageNamed(values.broken)] : [];
    const met =
      broken.length > 0
        ? await playAllBroken(broken, options)
        : await withServer(bar, options, (ground) => playWhole(bar, ground));
    if (!met) process.exit(1);
  };
