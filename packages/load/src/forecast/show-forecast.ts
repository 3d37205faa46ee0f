import { showTable } from "../bench/show-table.ts";
import type { Outcome } from "./simulate.ts";
import { PRIORITIES, percentileOf, type ThrottleCount } from "./tally.ts";

const count = (value: number): string => Math.round(value).toLocaleString("en");
const percent = (part: number, all: number): string => (all === 0 ? "—" : `${((100 * part) / all).toFixed(2)} %`);

/** What became of each priority, in people's terms. */
export const showPriorities = ({ tally }: Pick<Outcome, "tally">, every: number): string =>
  showTable(
    PRIORITIES.map((priority) => {
      const rows = tally.rows.get(priority) ?? [];
      const sum = (of: "intents" | "attempts" | "served" | "refused" | "failed"): number =>
        rows.reduce((total, row) => total + row[of], 0);
      const latencies = rows.map((row) => row.latencies);
      return {
        priority,
        asked: count(sum("intents") * every),
        "served in 10 s": percent(sum("served"), sum("intents")),
        "answers 429 or 503": count(sum("refused") * every),
        "attempts each": sum("intents") === 0 ? "—" : (sum("attempts") / sum("intents")).toFixed(3),
        "p50 ms": Math.round(percentileOf(latencies, 0.5)),
        "p99 ms": Math.round(percentileOf(latencies, 0.99)),
      };
    }),
  );

const byTime = (one: ThrottleCount, other: ThrottleCount): number => one.firstAt - other.firstAt;

/** What refused, in the order in which it began to. */
export const throttlesOf = ({ tally }: Pick<Outcome, "tally">): readonly ThrottleCount[] =>
  [...tally.throttles.values()].sort(byTime);

export const showThrottles = (outcome: Pick<Outcome, "tally">, every: number): string => {
  const throttles = throttlesOf(outcome);
  if (throttles.length === 0) return "Nothing is refused anywhere.";
  return showTable(
    throttles.map(({ layer, where, limit, count: times, firstAt }) => ({
      "throttled by": layer,
      where,
      limit,
      "first, second": Math.round(firstAt),
      refusals: count(times * every),
    })),
  );
};

const SHOWN = 6;

/** What the hottest tables and keys take in their hottest second, and the backlogs that queues reach. */
export const showPressure = ({ peaks, backlogs, busy, coldStarts }: Outcome, every: number): string =>
  [
    `Busy environments, most: ${count(Math.max(...busy.most) * every)}; started cold: ${count(coldStarts * every)}.`,
    showTable(
      peaks.slice(0, SHOWN).map(({ what, perSecond }) => ({
        "hottest second of": what,
        // A key is whole whatever part of the people is simulated; a table is not.
        "units a second": count(what.includes("#") ? perSecond : perSecond * every),
      })),
    ),
    showTable(
      backlogs
        .toSorted((a, b) => b.longestMs - a.longestMs)
        .slice(0, SHOWN)
        .map(({ function: name, deepest, left, longestMs }) => ({
          "behind its stream or queue": name,
          "deepest backlog": count(deepest * every),
          "left at the end": count(left * every),
          "waits, s": (longestMs / 1_000).toFixed(1),
        })),
    ),
  ].join("\n\n");
