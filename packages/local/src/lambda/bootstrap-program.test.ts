import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join, relative } from "node:path";
import { expect, it } from "vitest";
import { writeBootstrap } from "./bootstrap-program.ts";

it("the program of the environments is found from any folder, even when its own was named from here", () => {
  const directory = mkdtempSync(join(tmpdir(), "preau-bootstrap-"));
  const program = writeBootstrap(relative(process.cwd(), directory));
  expect(isAbsolute(program)).toBe(true);
  execFileSync(process.execPath, ["--check", program], { cwd: tmpdir() });
});
