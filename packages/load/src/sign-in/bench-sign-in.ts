import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Times the doors in a process of its own, whose functions write no log: thousands of lines would drown the figures. */
export const benchSignIn = async (quick: boolean): Promise<void> => {
  const program = fileURLToPath(new URL("./time-doors.ts", import.meta.url));
  const env = { ...process.env, POWERTOOLS_LOG_LEVEL: "SILENT" };
  const { status } = spawnSync(process.execPath, [program, ...(quick ? ["--quick"] : [])], { env, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
};
