import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lockDataDir } from "@preau/local/lock-data-dir";
import { expect, it } from "vitest";
import { emptyDataDir } from "./empty-data-dir.ts";

const folder = (...files: readonly string[]): string => {
  const dir = mkdtempSync(join(tmpdir(), "preau-data-"));
  for (const file of files) writeFileSync(join(dir, file), "");
  return dir;
};

it("erases what a former start left", () => {
  const dir = folder("demo.json", "dynamodb.sqlite");
  mkdirSync(join(dir, "logs"));
  emptyDataDir(dir);
  expect(readdirSync(dir)).toEqual([]);
});

it("never erases somebody's documents", () => {
  const dir = folder("thesis.odt");
  expect(() => emptyDataDir(dir)).toThrow("something else");
  expect(readdirSync(dir)).toEqual(["thesis.odt"]);
});

it("never erases the data of a running server", () => {
  const dir = folder("demo.json");
  const release = lockDataDir(dir);
  expect(() => emptyDataDir(dir)).toThrow("already runs");
  expect(readdirSync(dir)).toContain("demo.json");
  release();
});

it("has nothing to do where there is nothing yet", () => {
  expect(() => emptyDataDir(join(tmpdir(), "preau-never-made"))).not.toThrow();
});
