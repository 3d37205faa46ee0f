import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Capability } from "@preau/contract";
import { build } from "esbuild";
import { afterAll, expect, it } from "vitest";
import { freshTable } from "../support/fresh-table.ts";
import { aPerson } from "../support/people.ts";
import { caller } from "../support/request.ts";
import { ROOT } from "./source-files.ts";

const page = readFileSync(join(ROOT, "CONTRIBUTING.md"), "utf8");
const folder = mkdtempSync(join(ROOT, "node_modules", ".example-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("the capability that CONTRIBUTING.md adds is built and answers as it says", async () => {
  const files = [...page.matchAll(/`functions\/bells\/([\w.-]+)`\s+```ts\n([\s\S]*?)```/g)];
  expect(files.map(([, name]) => name)).toEqual(["contract.ts", "manifest.ts", "api.lambda.ts"]);
  for (const [, name = "", text = ""] of files) writeFileSync(join(folder, name), text);
  await build({
    entryPoints: ["manifest.ts", "api.lambda.ts"].map((name) => join(folder, name)),
    outdir: join(folder, "out"),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    mainFields: ["module", "main"],
    banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
  });
  const { bells }: { bells: Capability } = await import(join(folder, "out", "manifest.mjs"));
  await freshTable(bells);
  const { handler } = await import(join(folder, "out", "api.lambda.mjs"));
  const ask = caller(handler, bells.contract);
  const at = { params: { schoolId: "0990001N" } };
  const head = await ask("readBell", aPerson("head", "0990001N", "per_7k2mq4x9d0abc"), at);
  expect({ status: head.status, body: head.body }).toEqual({ status: 200, body: { rings: 2 } });
  expect((await ask("readBell", aPerson("pupil", "0990001N", "per_7k2mq4x9d0abc"), at)).status).toBe(403);
  expect((await ask("readBell", aPerson("head", "0990002P", "per_7k2mq4x9d0abc"), at)).status).toBe(404);
});
