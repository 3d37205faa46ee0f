import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";
import { describe, expect, it } from "vitest";
import { planted, plants } from "./plants.ts";

const sourceOf = (file: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../../${file}`, import.meta.url)), "utf8");

describe("a fault of ours", () => {
  it.each(Object.entries(plants))("finds its place, and is a program still: %s", (_name, plant) => {
    const source = sourceOf(plant.file);
    const { code } = transformSync(planted(plant, source), { loader: "ts" });
    expect(code).not.toBe(transformSync(source, { loader: "ts" }).code);
  });

  it("is refused where the code has moved on", () => {
    const plant = { where: "bundles", file: "some.ts", changes: [["await commit(", ""]] } as const;
    expect(() => planted(plant, "commit later")).toThrow("no longer says");
  });
});
