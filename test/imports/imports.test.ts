import { describe, expect, it } from "vitest";
import { capabilityList } from "../../infra/capability-list.ts";
import { fences } from "./fences.ts";
import { parseSource, sourceFiles, trackedFiles } from "./source-files.ts";

describe.each(fences)("$says", ({ breaches }) => {
  it("holds for every file", () => expect(sourceFiles.flatMap(breaches)).toEqual([]));
});

describe("the fences", () => {
  const planted: readonly [string, string, string][] = [
    ["a capability", "functions/notices/planted.ts", 'import { x } from "../attendance/register.ts";'],
    ["contracts, manifests", "functions/notices/contract.ts", 'import { x } from "@aws-sdk/client-dynamodb";'],
    ["only stores", "functions/notices/list-notices.ts", 'import { Entity } from "dynamodb-toolbox/entity";'],
    ["only the runtime", "functions/notices/list-notices.ts", 'import middy from "@middy/core";'],
    ["only the infrastructure", "packages/local/src/planted.ts", 'import { App } from "aws-cdk-lib";'],
    ["zod is imported", "functions/notices/contract.ts", 'import { z } from "zod";'],
    ["nothing imports an entry", "functions/notices/deps.ts", 'import { handler } from "./api.lambda.ts";'],
    [
      "packages stand below",
      "packages/runtime/src/planted.ts",
      'import { x } from "../../../functions/notices/notice.ts";',
    ],
    ["no name that says nothing", "functions/notices/utils.ts", ""],
    ["no unfinished", "functions/notices/notice.ts", `// ${"TO"}DO later`],
    ["files are short", "functions/notices/notice.ts", "\n".repeat(201)],
    ["use cases read", "functions/notices/notice.ts", "const at = Date.now();"],
  ];

  it.each(planted)("%s …: finds a planted breach", (says, path, text) => {
    const fence = fences.find((one) => one.says.startsWith(says));
    expect(fence?.breaches(parseSource(path, text))).not.toEqual([]);
  });
});

describe("the tree", () => {
  it("has nothing at the top but what the design names", () => {
    const top = new Set(
      trackedFiles()
        .map((path) => path.split("/")[0])
        .filter((name) => name !== undefined && !name.startsWith(".")),
    );
    const expected = [
      "infra",
      "functions",
      "packages",
      "events",
      "test",
      "cdk.json",
      "package.json",
      "package-lock.json",
      "README.md",
      "CONTRIBUTING.md",
      "SECURITY.md",
      "LICENSE",
      "biome.json",
      "tsconfig.json",
      "vitest.config.ts",
    ];
    for (const name of top) expect(expected).toContain(name);
  });

  it("has files of 60 lines or less in the median", () => {
    const lines = sourceFiles
      .filter(({ path }) => !/\.test\.ts$/.test(path))
      .map(({ text }) => text.split("\n").length - 1)
      .sort((a, b) => a - b);
    expect(lines[Math.floor(lines.length / 2)]).toBeLessThanOrEqual(60);
  });

  it("lists every capability folder in functions/capabilities.ts", () => {
    const folders = new Set(sourceFiles.flatMap(({ path }) => /^functions\/([^/]+)\//.exec(path)?.[1] ?? []));
    expect([...folders].sort()).toEqual(capabilityList.map(({ name }) => name).sort());
  });

  it("throws only problems that are declared", () => {
    const declared = new Map(capabilityList.map(({ name, contract }) => [name, Object.keys(contract.problems)]));
    const kernel = sourceFiles.find(({ path }) => path === "packages/contract/src/problem.ts")?.text ?? "";
    for (const { path, text } of sourceFiles) {
      const name = /^functions\/([^/]+)\//.exec(path)?.[1];
      if (name === undefined || path.endsWith(".test.ts")) continue;
      for (const [, code = ""] of text.matchAll(/\bproblem\(\s*"([a-z-]+)"/g))
        expect(
          declared.get(name)?.includes(code) || new RegExp(`\\b"?${code}"?: \\{`).test(kernel),
          `${path}: ${code}`,
        ).toBe(true);
    }
  });
});
