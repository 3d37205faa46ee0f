import { writeComparison } from "../report/write-report.ts";
import { scenarios } from "../surge/scenarios.ts";
import { compareRuns, readRecord, showComparison } from "./compare-runs.ts";
import { listScenarios } from "./list-scenarios.ts";
import { LOAD_USAGE, readLoadOptions } from "./read-load-options.ts";
import { runLoad, terminalAsk } from "./run-load.ts";
import { stopOnCtrlC } from "./stop-on-ctrl-c.ts";

const args = process.argv.slice(2);
const [first] = args;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const compare = (files: readonly string[]): number => {
  const [a, b, ...rest] = files;
  if (a === undefined || b === undefined || rest.length > 0)
    throw new Error(`compare wants two records\n\n${LOAD_USAGE}`);
  say(showComparison(compareRuns(a, b)));
  say(`\nSide by side: ${writeComparison(readRecord(a), readRecord(b), ".load").html}`);
  return 0;
};

const optionsOrExplain = (): ReturnType<typeof readLoadOptions> => {
  try {
    return readLoadOptions(args);
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n${LOAD_USAGE}`);
  }
};

const main = async (): Promise<number> => {
  if (first === "compare") return compare(args.slice(1));
  if (args.includes("--list")) {
    say(listScenarios(scenarios));
    return 0;
  }
  if (args.includes("--help")) {
    say(LOAD_USAGE);
    return 0;
  }
  const ask = terminalAsk();
  return runLoad(optionsOrExplain(), {
    scenarios,
    terminal: process.stdout,
    signal: stopOnCtrlC(process),
    ...(ask && { ask }),
  });
};

try {
  process.exit(await main());
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env.DEBUG) console.error(error);
  process.exit(1);
}
