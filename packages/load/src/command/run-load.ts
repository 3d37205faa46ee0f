import { createInterface } from "node:readline/promises";
import { playScenario } from "../generator/play-scenario.ts";
import type { Scenario, Target } from "../generator/scenario.ts";
import { showProgress, type Terminal } from "../progress/show-progress.ts";
import { verdictTable } from "../progress/verdict-table.ts";
import { shortcomingsOf } from "../report/shortcomings.ts";
import { writeReport } from "../report/write-report.ts";
import { confirmHosts } from "../targets/confirm-hosts.ts";
import { localTarget } from "../targets/local-target.ts";
import { remoteTarget } from "../targets/remote-target.ts";
import { limitsNamed } from "../targets/stage-limits.ts";
import { planLoad, showPlan } from "./plan-load.ts";
import type { LoadOptions } from "./read-load-options.ts";

export interface LoadSurroundings {
  readonly scenarios: readonly Scenario[];
  readonly terminal: Terminal;
  /** Ends the run before its time, in order. */
  readonly signal: AbortSignal;
  /** Absent where nobody can type. */
  readonly ask?: (question: string) => Promise<string>;
}

/** Asks on this terminal; undefined where there is none. Ctrl-C is an answer: nothing is sent. */
export const terminalAsk = (): LoadSurroundings["ask"] => {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined;
  return async (question) => {
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    const left = new AbortController();
    terminal.on("SIGINT", () => left.abort());
    try {
      return await terminal.question(question, { signal: left.signal });
    } catch {
      return "";
    } finally {
      terminal.close();
    }
  };
};

const chooseTarget = async (options: LoadOptions, { ask }: LoadSurroundings): Promise<Target> => {
  const { elsewhere, owned, yes } = options;
  if (elsewhere === undefined) return localTarget(options.dataDir);
  const target = remoteTarget(elsewhere);
  await confirmHosts([target.baseUrl, target.issuerUrl], owned, ask);
  if (!yes && ask !== undefined && !/^(y|yes)$/i.test((await ask("Begin? (y/n) ")).trim()))
    throw new Error("Nothing was sent.");
  return target;
};

const detailsOf = ({ elsewhere, faults, out, cap, seed }: LoadOptions, limits: string): readonly string[] => [
  elsewhere === undefined
    ? `against the server that npm start runs here, limits: ${limits}${faults === undefined ? "" : `, faults: ${JSON.stringify(faults)}`}`
    : `against ${elsewhere.url} (issuer ${elsewhere.issuer}), signed in as the accounts of ${elsewhere.people}`,
  ...(cap === undefined
    ? []
    : [`at most ${cap.perSecond} requests in any second and ${cap.total} in all: the run ends there`]),
  `seed ${seed}; the page and the record would be written in ${out}`,
];

/**
 * Plays what was asked for and writes its report; gives the exit code: 0 for a whole run, 1 for one that was cut short. Throws, having
 * written nothing, when there is nothing that could be reported.
 */
export const runLoad = async (options: LoadOptions, surroundings: LoadSurroundings): Promise<number> => {
  const { terminal, signal } = surroundings;
  const say = (line: string): void => void terminal.write(`${line}\n`);
  const plan = planLoad(surroundings.scenarios, options);
  const limits = options.elsewhere === undefined ? limitsNamed(options.limits, options.fixedPool) : undefined;
  const named = `${options.limits}${options.fixedPool === undefined ? "" : `, a fixed pool of ${options.fixedPool}`}`;
  say(`${showPlan(plan, detailsOf(options, named))}\n`);
  if (options.dryRun) {
    say("Dry run: nothing was sent.");
    return 0;
  }
  const target = await chooseTarget(options, surroundings);
  const { scenario, base, stretch } = plan;
  const { faults, cap, seed } = options;
  const record = await playScenario({
    scenario,
    target,
    base,
    stretch,
    seed,
    signal,
    say,
    ...(limits && { limits }),
    ...(faults && { faults }),
    ...(cap && { cap }),
    onProgress: showProgress(terminal),
  });
  const { html, json } = writeReport(record, options.out);
  say(`\n${verdictTable(record)}\n\nReport: ${html}\nRecord: ${json}`);
  return shortcomingsOf(record).length === 0 ? 0 : 1;
};
