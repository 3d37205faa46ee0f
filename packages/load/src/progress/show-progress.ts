import { PRIORITIES } from "../generator/recorder.ts";
import type { Progress } from "../generator/watch-run.ts";

const PLAIN_EVERY = 10;

const sumOf = ({ lately }: Progress, field: "intents" | "served" | "refused" | "failed"): number =>
  PRIORITIES.reduce((sum, priority) => sum + lately[priority][field], 0);

/** What the runtime of this machine says of its last second; nothing elsewhere. */
const measuredLine = ({ measured }: Progress): string | undefined => {
  if (measured === undefined) return undefined;
  const functions = Object.values(measured.functions);
  const sum = (field: "busy" | "coldStarts" | "throttled") => functions.reduce((total, one) => total + one[field], 0);
  const throttled = Object.values(measured.throttledRoutes).reduce((total, count) => total + count, 0);
  const alarms = measured.alarms.map(({ name, state }) => `${name} ${state}`);
  return [
    `environments busy ${sum("busy")}, cold starts ${sum("coldStarts")}, refused by Lambda ${sum("throttled")}, by the gateway ${throttled}`,
    ...alarms,
  ].join("; ");
};

/** The last second of a run, in two or three lines. */
export const progressLines = (progress: Progress): readonly string[] => {
  const { second, seconds, phase, lately, inFlight, lateShare } = progress;
  const { p50, p99 } = lately.essential;
  const refused = PRIORITIES.map((priority) => `${priority} ${lately[priority].refused}`).join(", ");
  const late = lateShare > 0.001 ? `, ${(lateShare * 100).toFixed(1)} % late` : "";
  return [
    `${String(Math.min(second, seconds)).padStart(4)} of ${seconds} s  ${phase}: ${sumOf(progress, "intents")} intents/s over, ${sumOf(progress, "served")} served, ${sumOf(progress, "failed")} failed, ${inFlight} in flight${late}`,
    `     essential p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms; refused: ${refused}`,
    ...[measuredLine(progress)].flatMap((line) => (line === undefined ? [] : [`     ${line}`])),
  ];
};

/** Where a run is shown. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Shows a run as it goes: a few lines written over every second where that can be, else one every ten seconds. */
export const showProgress = (terminal: Terminal): ((progress: Progress) => void) => {
  let drawn = 0;
  return (progress) => {
    const lines = progressLines(progress);
    if (terminal.isTTY !== true) {
      if (progress.second % PLAIN_EVERY === 0) terminal.write(`${lines.map((line) => line.trim()).join("; ")}\n`);
      return;
    }
    // A line that wraps would be counted wrong, and leave its end on the screen.
    const width = (terminal.columns ?? 80) - 1;
    const up = drawn === 0 ? "" : `\u001b[${drawn}A`;
    terminal.write(`${up}${lines.map((line) => `\u001b[2K${line.slice(0, width)}\n`).join("")}\u001b[0J`);
    drawn = lines.length;
  };
};
