import { describe, expect, it } from "vitest";
import { weighBundles } from "./weigh-bundles.ts";

const output = (bytes: number, inputs: Record<string, number>, entryPoint?: string) => ({
  bytes,
  imports: [],
  exports: [],
  inputs: Object.fromEntries(Object.entries(inputs).map(([path, bytesInOutput]) => [path, { bytesInOutput }])),
  ...(entryPoint !== undefined && { entryPoint }),
});

describe("the weight of a bundle", () => {
  const metafile = {
    inputs: {},
    outputs: {
      "dist/notices-api/index.mjs": output(
        10_240,
        {
          "functions/notices/store.ts": 512,
          "packages/store/src/commit.ts": 512,
          "node_modules/zod/v4/core/parse.js": 2_048,
          "node_modules/a/node_modules/@smithy/core/dist-es/index.js": 1_024,
          "node_modules/@smithy/core/dist-es/index.js": 1_024,
          "node_modules/tiny/index.js": 10,
        },
        "functions/notices/api.lambda.ts",
      ),
      "dist/home-api/index.mjs": output(20_480, {}, "functions/home/api.lambda.ts"),
      "dist/chunk.mjs": output(99_999, {}),
    },
  };

  it("is told in KiB, the heaviest first, shared pieces apart", () =>
    expect(weighBundles(metafile).map(({ name, kib }) => [name, kib])).toEqual([
      ["home-api", 20],
      ["notices-api", 10],
    ]));

  it("is split by package, whatever the copy, our own code taken as one", () =>
    expect(weighBundles(metafile)[1]?.packages).toEqual([
      { name: "zod", kib: 2 },
      { name: "@smithy/core", kib: 2 },
      { name: "Préau", kib: 1 },
    ]));
});
