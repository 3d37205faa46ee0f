import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Metafile } from "esbuild";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openBuilds } from "../../infra/built-before.ts";

let root: string;
const AGES_AGO = new Date("2026-01-01T00:00:00Z");
const write = (path: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), path);
  utimesSync(join(root, path), AGES_AGO, AGES_AGO);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "preau-builds-"));
  for (const path of ["functions/bells/ring.ts", "dist/bells-api/index.mjs", "functions/identity/bundle/silent.cjs"])
    write(path);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const metafile = {
  inputs: { "functions/bells/ring.ts": { bytes: 1, imports: [] } },
  outputs: { "dist/bells-api/index.mjs": { bytes: 1, inputs: {}, imports: [], exports: [] } },
} satisfies Metafile;

const built = () => {
  openBuilds(root, ["bells"]).remember(metafile, AGES_AGO.getTime() + 1);
  return () => openBuilds(root, ["bells"]).last();
};

it("a build of untouched files is found again", () => {
  expect(built()()).toEqual(metafile);
});

it.each([
  ["a source was changed", () => writeFileSync(join(root, "functions/bells/ring.ts"), "ding")],
  ["a source is gone", () => rmSync(join(root, "functions/bells/ring.ts"))],
  ["a bundle is gone", () => rmSync(join(root, "dist/bells-api/index.mjs"))],
  ["what shapes the bundles was changed", () => writeFileSync(join(root, "functions/identity/bundle/silent.cjs"), "")],
])("%s: it is built again", (_, change) => {
  const last = built();
  change();
  expect(last()).toBeUndefined();
});

it("another question has another answer", () => {
  built();
  expect(openBuilds(root, ["bells", "gates"]).last()).toBeUndefined();
});

it("what was touched while building is built again", () => {
  openBuilds(root, ["bells"]).remember(metafile, AGES_AGO.getTime());
  expect(openBuilds(root, ["bells"]).last()).toBeUndefined();
});
