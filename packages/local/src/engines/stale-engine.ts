import { readFileSync, rmSync, writeFileSync } from "node:fs";

/** Notes beside the database which process serves it. */
export function recordEngine(file: string, pid: number): void {
  writeFileSync(pidFile(file), String(pid));
}

/** Forgets the process that served this database. */
export function forgetEngine(file: string): void {
  rmSync(pidFile(file), { force: true });
}

/**
 * Ends the engine that an interrupted run left behind on this database, if it still runs.
 * The process is killed only when its command line names this very file, since the number may have been reused.
 * Command lines are read from /proc (Linux); elsewhere the watchdog alone keeps engines from being left behind.
 */
export function endStaleEngine(file: string): void {
  try {
    const pid = Number(readFileSync(pidFile(file), "utf8"));
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    if (command[0]?.endsWith("dynoxide") && command.includes(file)) process.kill(pid, "SIGKILL");
  } catch {
    // No pid file, or no such process: nothing was left behind.
  }
  forgetEngine(file);
}

function pidFile(file: string): string {
  return `${file}.pid`;
}
