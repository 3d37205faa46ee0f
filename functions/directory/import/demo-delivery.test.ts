import { createReadStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { inventWorld, writeDelivery as writeFiles } from "@preau/demo";
import { openReplies, openTable } from "@preau/store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshTable } from "../../../test/support/fresh-table.ts";
import type { ImportId } from "../contract.ts";
import { importView } from "../import-job.ts";
import { openImportStore } from "../import-store.ts";
import { directory } from "../manifest.ts";
import { runImport } from "../run-import.ts";
import { openDirectoryStore } from "../store.ts";
import { objectsInMemory } from "../test/objects-in-memory.ts";
import { openKeptStore } from "./kept-store.ts";

const world = inventWorld({ lyceePupils: 186 });
let dir: string;
let files: readonly { readonly name: string; readonly bytes: number }[];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "preau-import-"));
  const paths = await writeFiles(world, dir);
  files = await Promise.all(paths.map(async (path) => ({ name: basename(path), bytes: (await stat(path)).size })));
});
afterAll(() => rm(dir, { recursive: true }));

describe("the delivery of the invented academy", () => {
  it("is imported without a line in its report, and changes nothing the second time", async () => {
    const table = openTable(await freshTable(directory));
    const imports = openImportStore(table);
    const store = openDirectoryStore(table);
    const deps = {
      imports,
      store,
      kept: openKeptStore(table, store),
      objects: objectsInMemory((file) => createReadStream(join(dir, file))),
      now: () => new Date(),
    };
    const importOnce = async (key: string) => {
      const importId = `imp_${key.padStart(13, "0")}` as ImportId;
      const createdAt = "2026-11-23T05:00:00.000Z";
      const job = {
        importId,
        kind: "aaf",
        schoolYear: 2026,
        state: "queued",
        files,
        createdAt,
        updatedAt: createdAt,
      } as const;
      const claim = { accountId: "acc_operator", key, fingerprint: "" };
      const reply = openReplies(table).remember(claim, { status: 201, body: {} }, new Date());
      await imports.create(
        { ...job, autoApprove: true, maxLeavingPercent: 5, errors: 0, warnings: 0, version: 1 },
        reply,
      );
      await runImport({ importId }, deps);
      const done = await imports.find(importId);
      if (done === undefined) throw new Error("the import is gone");
      return importView(done);
    };
    const first = await importOnce("1");
    expect(first).toMatchObject({ state: "done", errors: 0, warnings: 0 });
    expect(first.counts?.pupils).toMatchObject({ read: world.pupils.length, created: world.pupils.length, faulty: 0 });
    expect(first.counts?.guardians.created).toBeGreaterThanOrEqual(world.guardians.length);
    expect((await importOnce("2")).message).toMatch(/^Aucun changement/);
  }, 120_000);
});
