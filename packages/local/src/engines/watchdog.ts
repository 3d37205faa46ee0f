import { spawn } from "node:child_process";

/**
 * Makes sure a child engine never outlives this process, even if it is killed by SIGKILL: a shell waits on a pipe
 * that only the death of this process closes, then kills the child. POSIX only, like the engines it watches.
 * Returns a function that calls the watchdog off, to be used once the child has ended.
 */
export function watchdog(pid: number): () => void {
  const shell = spawn("sh", ["-c", 'cat >/dev/null; kill -9 "$0"', String(pid)], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  shell.on("error", () => {});
  shell.stdin.on("error", () => {});
  shell.unref();
  // A pipe is a socket for Node: it must not keep this process alive either.
  if ("unref" in shell.stdin && typeof shell.stdin.unref === "function") shell.stdin.unref();
  return () => shell.kill("SIGKILL");
}
