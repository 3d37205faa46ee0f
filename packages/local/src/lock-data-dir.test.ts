import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { lockDataDir } from "./lock-data-dir.ts";

const directory = mkdtempSync(join(tmpdir(), "preau-lock-test-"));
const file = join(directory, "runtime.lock");
afterAll(() => rmSync(directory, { recursive: true, force: true }));

it("a data directory serves one runtime at a time", () => {
  const release = lockDataDir(directory);
  expect(() => lockDataDir(directory)).toThrow(`process ${process.pid}`);
  release();
  lockDataDir(directory)();
});

it.each([
  ["of a process that no longer runs", "4194303 1"],
  ["of another process that had the same number", `${process.pid} 1`],
  ["that was cut short", ""],
])("a lock %s is taken over", (_case, content) => {
  writeFileSync(file, content);
  const release = lockDataDir(directory);
  expect(readFileSync(file, "utf8")).toMatch(new RegExp(`^${process.pid} \\d+$`));
  release();
});
