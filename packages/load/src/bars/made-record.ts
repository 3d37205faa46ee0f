import type { Priority } from "@preau/contract";
import type { CategoryRecord, PrioritySecond, RunRecord } from "../run/run-record.ts";

/** What a made run shows in one second, where it is not as usual. */
export interface MadeSecond {
  readonly servedShare?: number;
  readonly essentialShare?: number;
  readonly p99?: number;
  readonly attemptsPerIntent?: number;
}

const SHARES: Readonly<Record<Priority, number>> = { essential: 0.25, standard: 0.7, deferrable: 0.05 };
const PHASES = [
  ["base", 20, 12],
  ["rise", 5, 12],
  ["surge", 40, 120],
  ["descent", 5, 12],
  ["after", 40, 12],
] as const;

/** A made run to try judges on: calm but for what `of` says of a phase, counted in seconds from its beginning. */
export const madeRecord = (
  of: (phase: string, second: number) => MadeSecond = () => ({}),
  rest: Partial<RunRecord> = {},
): RunRecord => {
  let start = 0;
  const phases = PHASES.map(([name, seconds, rate]) => {
    const fromSecond = start;
    start += seconds;
    return { name, fromSecond, toSecond: start, rate };
  });
  const seconds = phases.flatMap(({ name, fromSecond, toSecond, rate }) =>
    Array.from({ length: toSecond - fromSecond }, (_, at) => {
      const made = of(name, at);
      const part = (priority: Priority): PrioritySecond => {
        const intents = rate * SHARES[priority];
        const share = priority === "essential" ? (made.essentialShare ?? 1) : (made.servedShare ?? 1);
        const served = intents * share;
        const attempts = intents * (made.attemptsPerIntent ?? 1);
        const p99 = made.p99 ?? 100;
        return { intents, attempts, served, refused: attempts - served, failed: intents - served, p50: p99 / 2, p99 };
      };
      const byPriority = { essential: part("essential"), standard: part("standard"), deferrable: part("deferrable") };
      return { second: fromSecond + at, byPriority, inFlight: 0 };
    }),
  );
  const latencyMs = { p50: 50, p90: 80, p99: 100, max: 200 };
  const priorities = (["essential", "standard", "deferrable"] as const).map((priority) => ({
    priority,
    intents: 1,
    attempts: 1,
    served: 1,
    refused: 0,
    failed: 0,
    latencyMs,
  }));
  return {
    version: 1,
    scenario: { name: "made", title: "Inventé", phases },
    target: { url: "http://localhost", local: true },
    startedAt: "2026-11-23T07:45:00.000Z",
    seed: 1,
    machine: {},
    selfCheck: { expectedP99Ms: 1, measuredP99Ms: 1 },
    lateShare: 0,
    seconds,
    priorities,
    operations: [],
    categories: [],
    writes: { acknowledged: 10, lost: 0, doubled: 0 },
    ...rest,
  };
};

/** Who asked for an operation, and how many of them were served. */
export const madeCategory = (role: string, intents: number, served: number, schoolId = "0990001N"): CategoryRecord => ({
  operation: "home.readHome",
  role,
  schoolId,
  intents,
  served,
  refused: intents - served,
});
