import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { checksOf, policyFiles, withoutCheck } from "./checks.ts";

interface Line {
  readonly check: string;
  readonly fault?: string;
}

const run = async (program: string): Promise<readonly Line[]> => {
  const { VITEST: _, VITEST_WORKER_ID: __, VITEST_POOL_ID: ___, ...env } = process.env;
  const path = fileURLToPath(new URL(program, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [path], { env, maxBuffer: 1e7 });
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);
};

let seen: ReadonlyMap<string, string | undefined>;
let unnoticedByTables: readonly string[];
beforeAll(async () => {
  const [matrix, tables] = await Promise.all([run("remove-checks.ts"), run("run-tables.ts")]);
  seen = new Map(matrix.map(({ check, fault }) => [check, fault]));
  unnoticedByTables = tables.map(({ check }) => check);
}, 240_000);

describe("a policy without one of its checks", () => {
  it("is noticed, whichever check it is, by the isolation matrix or by the policy's own tables", () => {
    expect(seen.size).toBeGreaterThan(20);
    expect(unnoticedByTables.filter((check) => seen.get(check) === undefined)).toEqual([]);
  });

  it.each(["family.ts", "lesson.ts", "school.ts"])(
    "shows Nina to somebody, or hides her from her own, without any one of %s",
    (file) => {
      const ofFile = [...seen].filter(([check]) => check.startsWith(`${file}:`));
      expect(ofFile.length).toBeGreaterThan(0);
      expect(ofFile.filter(([, fault]) => fault === undefined)).toEqual([]);
    },
  );
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
