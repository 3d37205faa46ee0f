import { readdirSync, readFileSync } from "node:fs";

/** Milliseconds of processor that each part of the one-machine runtime has used since its processes began. */
export type ProcessTimes = ReadonlyMap<string, number>;

/** Linux counts processor time in hundredths of a second (USER_HZ is 100 on every architecture Node runs on). */
const TICK_MS = 10;

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly ms: number;
}

const processOf = (pid: number): Process | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { pid, parent: Number(fields[1]), ms: (Number(fields[11]) + Number(fields[12])) * TICK_MS };
  } catch {
    return undefined;
  }
};

const nameOf = (pid: number): string => {
  try {
    const name = /(?:^|\0)AWS_LAMBDA_FUNCTION_NAME=([^\0]+)/.exec(readFileSync(`/proc/${pid}/environ`, "utf8"))?.[1];
    if (name !== undefined) return `function ${name.replace(/^preau-[a-z]+-/, "")}`;
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("dynoxide") ? "engine" : "other";
  } catch {
    return "ended";
  }
};

/** Reads them from /proc, for the process of a runtime (gateway, pool, pollers: `runtime`) and its children; empty where there is no /proc. */
export const readProcessTimes = (runtime: number): ProcessTimes => {
  const times = new Map<string, number>();
  let pids: number[];
  try {
    pids = readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    return times;
  }
  for (const one of pids.map(processOf)) {
    if (one === undefined || (one.pid !== runtime && one.parent !== runtime)) continue;
    const part = one.pid === runtime ? "runtime" : nameOf(one.pid);
    times.set(part, (times.get(part) ?? 0) + one.ms);
  }
  return times;
};

/** What each part used between two readings, the largest first. A process that ended in between is not counted. */
export const usedBetween = (before: ProcessTimes, after: ProcessTimes): readonly (readonly [string, number])[] =>
  [...after]
    .map(([part, ms]) => [part, Math.max(0, ms - (before.get(part) ?? 0))] as const)
    .filter(([, ms]) => ms > 0)
    .toSorted((a, b) => b[1] - a[1]);
