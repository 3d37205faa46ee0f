import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Reserves a data directory for this process; returns the release. A lock left by a process that no longer runs is
 * taken over. Throws when another runtime is using the directory.
 */
export function lockDataDir(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, "runtime.lock");
  const release = () => rmSync(file, { force: true });
  try {
    const holder = readFileSync(file, "utf8");
    if (holder === identity(Number.parseInt(holder, 10))) {
      throw new Error(
        `Préau already runs on ${dataDir} (process ${Number.parseInt(holder, 10)}): stop it, or choose another folder with --data.`,
      );
    }
    release();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  // "wx": of two runtimes starting at the same moment, one fails.
  writeFileSync(file, identity(process.pid) ?? "", { flag: "wx" });
  return release;
}

/**
 * Number and start time of a running process, undefined when there is none. The start time (Linux only) tells the
 * process that wrote the lock from another one that got its number after a reboot.
 */
function identity(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return undefined;
  }
  try {
    const [, fields = ""] = readFileSync(`/proc/${pid}/stat`, "utf8").split(/\) (?!.*\) )/s);
    return `${pid} ${fields.split(" ")[19]}`;
  } catch {
    return String(pid);
  }
}
