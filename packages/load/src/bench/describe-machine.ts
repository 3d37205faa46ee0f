import { execFileSync } from "node:child_process";
import { cpus, loadavg } from "node:os";

/** What the figures were measured on: no figure of this bench means anything without it. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly node: string;
  /** Processes waiting for a core over the last minute, before the bench began: well under the number of cores, or measure again. */
  readonly load: number;
  readonly commit: string;
}

const commitOf = (): string => {
  try {
    const git = (...args: string[]) => execFileSync("git", args, { encoding: "utf8", stdio: "pipe" }).trim();
    return `${git("rev-parse", "--short", "HEAD")}${git("status", "--porcelain", "-uno") === "" ? "" : " and local changes"}`;
  } catch {
    return "unknown (no git here)";
  }
};

/** Describes this machine, the Node that runs the bench and the commit. */
export const describeMachine = (): Machine => ({
  processor: cpus()[0]?.model.trim() ?? "unknown",
  cores: cpus().length,
  node: process.version,
  load: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  commit: commitOf(),
});
