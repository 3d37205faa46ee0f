import { setPriority } from "node:os";
import { randomFrom } from "@preau/demo/world/random";
import type { Faults, Limits } from "@preau/local/limits/limits";
import { describeMachine } from "../bench/describe-machine.ts";
import type { RunRecord } from "../run/run-record.ts";
import { Measures } from "../targets/follow-measures.ts";
import { holdLimits } from "../targets/hold-limits.ts";
import { localControl } from "../targets/local-control.ts";
import { createWire } from "./create-wire.ts";
import { fireIntents } from "./fire-intents.ts";
import { arrivals, intentsOf, lengthOf, peakOf, phaseRecords, type RatePhase, scaledPhases } from "./rate-profile.ts";
import { LATE_MS, Recorder } from "./recorder.ts";
import type { RequestCap } from "./request-cap.ts";
import type { Scenario, Target } from "./scenario.ts";
import { checkGenerator } from "./self-check/check-generator.ts";
import { type Progress, watchRun } from "./watch-run.ts";

export interface PlayOptions {
  readonly scenario: Scenario;
  readonly target: Target;
  /** Intents a second that a rate of 1 stands for. */
  readonly base: number;
  /** Multiplies the length of each phase. */
  readonly stretch?: number;
  readonly seed: number;
  /** For a runtime of this machine only: on while the intents leave, lifted whatever happens. */
  readonly limits?: Limits;
  readonly faults?: Faults;
  readonly broken?: string;
  readonly cap?: RequestCap;
  /** Ends the run before its time; the record tells its reason. */
  readonly signal?: AbortSignal;
  /** What the generator must show of itself before it is believed. */
  readonly check?: typeof checkGenerator;
  readonly say?: (line: string) => void;
  /** Once a second. */
  readonly onProgress?: (progress: Progress) => void;
}

/** Beyond this share of late intents, there is nothing to report. */
const LATE_SHARE = 0.01;

/** The generator could not keep its own time: what it saw is of its machine, not of the server. */
export class TooLate extends Error {
  override readonly name = "TooLate";
}

/** Rejects when a run is stopped while it is prepared: there is nothing to report yet. */
const stopBefore = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const stop = (): void => reject(new Error(`Stopped before the first intent: ${signal.reason}`));
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });

/** Before the server of the same machine, where the system lets us: a generator that waits for a core measures its own waiting. */
const comeFirst = (): void => {
  try {
    setPriority(-5);
  } catch {
    // Only those who administer the machine may; others ask a little later.
  }
};

/** Seconds, of a whole run and of a short one. Limits begin with new environments: what is asked of a school from warm is asked after these. */
const [WARM_UP, OF_SHORT] = [15, 0.1];

const warmUpOf = (phases: readonly RatePhase[]): RatePhase => {
  const rate = phases[0]?.from ?? 0;
  return { name: "warm-up", seconds: Math.min(WARM_UP, lengthOf(phases) * OF_SHORT), from: rate, to: rate };
};

/**
 * Plays a scenario against a target and gives what it saw, however late it asked. Checks its own clock first, gathers the crowd, switches limits
 * and faults on for the time of the run, then reads back what was acknowledged; a run cut short gives a partial record. Throws `GeneratorUnfit`
 * when the check fails.
 */
export const observeScenario = async (options: PlayOptions): Promise<RunRecord> => {
  const {
    scenario,
    target,
    seed,
    limits,
    faults,
    broken,
    check = checkGenerator,
    say = () => {},
    onProgress = () => {},
  } = options;
  const phases = scaledPhases(scenario.phases, options.base, options.stretch);
  const stopped = new AbortController();
  const signal = AbortSignal.any([stopped.signal, ...(options.signal ? [options.signal] : [])]);
  const wire = createWire({
    origins: [target.baseUrl, target.issuerUrl],
    ...(options.cap && { cap: options.cap }),
    onCap: (limit) => stopped.abort(`the cap of requests ${limit} was reached`),
  });
  const machine = describeMachine();
  comeFirst();
  const control = target.controlUrl === undefined ? undefined : localControl(target.controlUrl);
  try {
    say("checking the generator against a server that stalls");
    const selfCheck = await check();
    const ground = { target, wire, seed, peakRate: peakOf(phases), intents: intentsOf(phases), say };
    const crowd = await Promise.race([scenario.gather(ground), stopBefore(signal)]);
    const random = randomFrom(seed);
    const moments = arrivals(phases, () => random.int(2 ** 32) / 2 ** 32);
    const recorder = new Recorder();
    const measures = new Measures(control, Date.now());
    let startedAt = new Date();
    const cpu = process.cpuUsage();
    await holdLimits(control, { ...(limits && { limits }), ...(faults && { faults }) }, async () => {
      say("warming up");
      const warmUp = arrivals([warmUpOf(phases)], () => random.int(2 ** 32) / 2 ** 32);
      await fireIntents({ crowd, moments: warmUp, recorder: new Recorder(), signal });
      const stop = watchRun({ phases, recorder, measures }, onProgress);
      await fireIntents({ crowd, moments, recorder, signal, onStart: () => (startedAt = new Date()) }).finally(stop);
      await measures.follow();
    });
    const { user, system } = process.cpuUsage(cpu);
    const seen = recorder.seen(signal.aborted ? 0 : Math.ceil(lengthOf(phases)));
    const attempts = seen.priorities.reduce((sum, priority) => sum + priority.attempts, 0);
    return {
      version: 1,
      scenario: { name: scenario.name, title: scenario.title, phases: phaseRecords(phases) },
      target: {
        url: target.baseUrl,
        local: target.controlUrl !== undefined,
        ...(limits && { limits }),
        ...(faults && { faults }),
        ...(broken !== undefined && { broken }),
      },
      startedAt: startedAt.toISOString(),
      ...(signal.aborted && { partial: String(signal.reason) }),
      seed,
      machine: {
        ...machine,
        people: crowd.people,
        "generator, processor ms a request": Math.round((user + system) / Math.max(1, attempts)) / 1000,
      },
      selfCheck,
      ...seen,
      writes: (await crowd.checkWrites?.()) ?? { acknowledged: 0, lost: 0, doubled: 0 },
      ...(control && { measured: measures.all }),
    };
  } finally {
    wire.close();
  }
};

/** Plays a scenario, and gives what it saw if it can be believed: throws `TooLate` when over 1 % of the intents left more than 25 ms late. */
export const playScenario = async (options: PlayOptions): Promise<RunRecord> => {
  const record = await observeScenario(options);
  if (record.lateShare <= LATE_SHARE) return record;
  throw new TooLate(
    `${(record.lateShare * 100).toFixed(1)} % of the intents left more than ${LATE_MS} ms late (1 % at most): this machine was too busy to ask on time, so there is no report.`,
  );
};
