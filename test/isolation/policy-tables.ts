import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createVitest } from "vitest/node";
import { POLICY, policyFiles, withoutCheck } from "./checks.ts";

const BUILT = fileURLToPath(new URL("../../dist/", import.meta.url));
const COPY = "policy-without-";

/** A copy of the policy, its tests included, without one of its checks. */
const copyWithout = (check: string, number: number): void => {
  const folder = `${BUILT}${COPY}${number}/src/`;
  cpSync(fileURLToPath(POLICY), folder, { recursive: true });
  for (const { file, source } of policyFiles()) writeFileSync(`${folder}${file}`, withoutCheck(file, source, check));
};

/** Runs the policy's own tests without each of the checks; gives those whose absence none of them notices. */
export const unnoticedByTables = async (checks: readonly string[]): Promise<readonly string[]> => {
  mkdirSync(BUILT, { recursive: true });
  checks.forEach(copyWithout);
  try {
    const vitest = await createVitest({
      watch: false,
      config: false,
      root: BUILT,
      include: [`${COPY}*/src/*.test.ts`],
      reporters: [{}],
      pool: "threads",
      isolate: false,
      maxWorkers: 2,
    });
    const { testModules } = await vitest.start();
    await vitest.close();
    const failed = testModules.filter((module) => !module.ok()).map(({ moduleId }) => moduleId.slice(BUILT.length));
    return checks.filter((_, number) => !failed.some((file) => file.startsWith(`${COPY}${number}/`)));
  } finally {
    for (const number of checks.keys()) rmSync(`${BUILT}${COPY}${number}`, { recursive: true, force: true });
  }
};
