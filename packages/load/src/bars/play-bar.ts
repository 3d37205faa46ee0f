import type { Limits } from "@preau/local/limits/limits";
import { observeScenario, playScenario } from "../generator/play-scenario.ts";
import type { Target } from "../generator/scenario.ts";
import { showProgress } from "../progress/show-progress.ts";
import type { RunRecord } from "../run/run-record.ts";
import { type DayPlan, scenarioOf } from "../surge/day-plan.ts";
import { stageLimits } from "../targets/stage-limits.ts";
import { ampleLimits } from "./ample-limits.ts";
import type { BarName, Breakage } from "./breakages.ts";
import { cpuPerIntent, fixedLimits, WORKERS } from "./fix-capacity.ts";
import { judgeFixedPool } from "./judge-fixed-pool.ts";
import { judgeSurge } from "./judge-surge.ts";
import { judgeSurge10 } from "./judge-surge10.ts";
import { surge10Plan, surgePlan, warmPlan } from "./plans.ts";
import type { StageSize } from "./start-target.ts";
import type { Verdict } from "./verdict.ts";

/** What a bar's run is made with. */
export interface BarGround {
  readonly target: Target;
  readonly assembly: string;
  readonly quick: boolean;
  /** Intents a second on an ordinary morning. */
  readonly base: number;
  /** Processor milliseconds of an intent, once measured. */
  readonly cpuMs: number;
  say(line: string): void;
}

export interface Played {
  readonly record: RunRecord;
  readonly verdicts: readonly Verdict[];
}

const SEED = 20_261_122;
/** What the capacity of the larger surge is fixed at, and what is asked of it. */
const [CAPACITY, ASKED] = [4, 10];

/** The stage that a bar's server is built as. The larger one has no throttle that its floor would decide; a run scales them to its capacity. */
export const stageOf = (bar: BarName): StageSize =>
  bar === "surge" ? { users: 5_000, surge: 5 } : { users: 100_000, surge: CAPACITY };

/** What an ordinary intent takes of a processor here and now; warms everything up on the way. */
export const measureIntent = async ({ target, quick, base, say }: Omit<BarGround, "cpuMs">, limits: Limits) => {
  say("warming up, and measuring what an intent takes");
  // Late or not: everything starts cold here, and processor time is all that is read of it.
  const record = await observeScenario({
    scenario: scenarioOf(warmPlan(quick)),
    target,
    base,
    seed: SEED,
    limits,
    say,
  });
  const cpuMs = cpuPerIntent(record);
  say(`an intent takes ${cpuMs.toFixed(1)} ms of a processor, with all that it sets in motion`);
  return cpuMs;
};

const limitsOf = (bar: BarName, plan: DayPlan, { assembly, base, cpuMs }: BarGround): Limits => {
  if (bar === "surge") return stageLimits();
  const fixed = fixedLimits(ampleLimits(assembly), {
    mix: plan.mix,
    base,
    times: CAPACITY,
    asked: ASKED,
    cpuMs,
  });
  return bar === "fixed-pool" ? { ...fixed, fixedPool: WORKERS } : fixed;
};

const judge = (bar: BarName, record: RunRecord, base: number): readonly Verdict[] => {
  if (bar === "surge") return judgeSurge(record);
  return bar === "surge10" ? judgeSurge10(record) : judgeFixedPool(record, base * CAPACITY);
};

/** Plays the run of a bar, with something broken or not, and judges it. */
export const playBar = async (bar: BarName, ground: BarGround, broken?: Breakage): Promise<Played> => {
  const { target, quick, base, say } = ground;
  const plan = bar === "surge" ? surgePlan(quick) : surge10Plan(quick);
  const limits = limitsOf(bar, plan, ground);
  // What is broken on purpose may well make this machine late: it is looked at all the same, within reason.
  const play = broken === undefined ? playScenario : observeScenario;
  const record = await play({
    scenario: scenarioOf(plan, broken?.speech),
    target,
    base,
    seed: SEED,
    limits: broken?.limits?.(limits) ?? limits,
    ...(broken?.faults && { faults: broken.faults }),
    ...(broken && { broken: broken.name }),
    say,
    onProgress: showProgress(process.stderr),
  });
  return { record, verdicts: judge(bar, record, base) };
};

/** The limits under which everything is warmed up before a bar's run. */
export const warmLimits = (bar: BarName, assembly: string): Limits =>
  bar === "surge" ? stageLimits() : ampleLimits(assembly);
