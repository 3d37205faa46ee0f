import { showTable } from "../bench/show-table.ts";
import { verdictOf } from "../report/run-verdict.ts";
import type { LatencyRecord, RunRecord } from "../run/run-record.ts";

const MARKS = { good: "✓", bad: "✗", said: " " } as const;

const share = (part: number, whole: number): string => (whole === 0 ? "-" : `${((part / whole) * 100).toFixed(2)} %`);

const row = (
  name: string,
  one: {
    readonly intents: number;
    readonly attempts: number;
    readonly served: number;
    readonly refused: number;
    readonly failed: number;
  },
  { p50, p99, max }: LatencyRecord,
) => ({
  "": name,
  intents: one.intents,
  served: share(one.served, one.intents),
  failed: one.failed,
  "attempts refused": one.refused,
  "attempts/intent": (one.attempts / Math.max(1, one.intents)).toFixed(3),
  "p50 ms": p50.toFixed(0),
  "p99 ms": p99.toFixed(0),
  "max ms": max.toFixed(0),
});

/** What a run came to, by priority then by operation, and what holds of it. */
export const verdictTable = (record: RunRecord): string => {
  const priorities = record.priorities.map((one) => row(one.priority, one, one.latencyMs));
  const operations = record.operations.map((one) => row(`  ${one.operation}`, one, one.latencyMs));
  const verdict = verdictOf(record).map(({ is, line }) => `${MARKS[is]} ${line}`);
  return [showTable([...priorities, ...operations]), "", ...verdict].join("\n");
};
