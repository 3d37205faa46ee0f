import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { checksOf, policyFiles, withoutCheck } from "./checks.ts";

interface Line {
  readonly check: string;
  readonly fault?: string;
}

const run = async (program: string, ...names: readonly string[]): Promise<readonly Line[]> => {
  const { VITEST: _, VITEST_WORKER_ID: __, VITEST_POOL_ID: ___, ...env } = process.env;
  const path = fileURLToPath(new URL(program, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [path, ...names], { env, maxBuffer: 1e7 });
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);
};

/** The first step of every authorisation, and the relations that most routes ask for: the matrix itself must miss each of their checks. */
const CORE = ["family.ts", "lesson.ts", "school.ts"];

const every = policyFiles().flatMap(({ file, source }) => checksOf(file, source).map(({ name }) => ({ file, name })));
let unnoticedByTables: ReadonlySet<string>;
let faults: ReadonlyMap<string, string | undefined>;
beforeAll(async () => {
  unnoticedByTables = new Set((await run("run-tables.ts")).map(({ check }) => check));
  const asked = every.filter(({ file, name }) => CORE.includes(file) || unnoticedByTables.has(name));
  const lines = await run("remove-checks.ts", ...asked.map(({ name }) => name));
  faults = new Map(lines.map(({ check, fault }) => [check, fault]));
}, 600_000);

describe("a policy without one of its checks", () => {
  it("is noticed, whichever check it is, by the policy's own tables or by the isolation matrix", () => {
    expect(every.length).toBeGreaterThan(20);
    expect([...unnoticedByTables].filter((check) => faults.get(check) === undefined)).toEqual([]);
  });

  it.each(CORE)("shows Nina to somebody, or hides her from her own, without any one of %s", (file) => {
    const ofFile = every.filter((one) => one.file === file).map(({ name }) => name);
    expect(ofFile.length).toBeGreaterThan(0);
    expect(ofFile.filter((check) => faults.get(check) === undefined)).toEqual([]);
  });
});

describe("the checks of a source", () => {
  const source = [
    "/** a === b in a comment is none */",
    'export const may = (a: string, list: readonly string[]) => a !== undefined && (list.includes(a) || a === "x");',
    "export const first = list.find((one) => one.schoolId === id && one.role === role)?.personId;",
    "if (held.some((role) => roles.includes(role))) return;",
  ].join("\n");

  it("are its comparisons and its searches, each a whole expression, presence aside", () => {
    expect(checksOf("x.ts", source).map(({ text }) => text)).toEqual([
      "list.includes(a)",
      'a === "x"',
      "one.schoolId === id",
      "one.role === role",
      "held.some((role) => roles.includes(role))",
      "roles.includes(role)",
    ]);
  });

  it("can be taken away one by one", () => {
    const names = checksOf("x.ts", source).map(({ name }) => name);
    expect(withoutCheck("x.ts", source, names[2] ?? "")).toContain("(one) => true && one.role === role)?.personId");
    expect(withoutCheck("x.ts", source, names[4] ?? "")).toContain("if (true) return;");
  });

  it("are found in the policy as it is", () => {
    expect(policyFiles().flatMap(({ file, source: text }) => checksOf(file, text)).length).toBeGreaterThan(20);
  });
});
