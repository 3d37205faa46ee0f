import { spawn } from "node:child_process";
import { describe, expect, it, onTestFinished } from "vitest";
import { watchEnvironments } from "./environments.ts";

const start = (program: string, functionName?: string): number => {
  const env = { PATH: process.env.PATH, ...(functionName !== undefined && { AWS_LAMBDA_FUNCTION_NAME: functionName }) };
  const child = spawn(process.execPath, ["-e", program], { env, stdio: "ignore" });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child.pid ?? 0;
};

describe.skipIf(process.platform !== "linux")("the environments of a runtime", () => {
  it("are its own children that serve a function, and those at work are told from those at rest", async () => {
    const look = watchEnvironments(() => process.pid);
    const resting = start("setInterval(() => {}, 60_000)", "preau-local-notices-api");
    const working = start("for (;;) Math.sqrt(2)", "preau-local-attendance-api");
    const stranger = start("setInterval(() => {}, 60_000)");
    const activeOf = () => new Map(look().map(({ pid, name, active }) => [pid, `${name} ${active}`]));
    await expect.poll(() => activeOf().get(working), { timeout: 10_000 }).toBe("attendance-api true");
    await expect.poll(() => activeOf().get(resting), { timeout: 10_000, interval: 100 }).toBe("notices-api false");
    expect(activeOf().has(stranger)).toBe(false);
  });
});
