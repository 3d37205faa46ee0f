import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { uaiKey } from "@preau/formats";
import { documentClient, openReplies, openTable } from "@preau/store";
import { describe, expect, it } from "vitest";
import { freshTable } from "../../../test/support/fresh-table.ts";
import type { ImportId } from "../contract.ts";
import type { ImportJob } from "../import-job.ts";
import { openImportStore } from "../import-store.ts";
import { directory } from "../manifest.ts";
import { hashOf } from "../record.ts";
import { runImport } from "../run-import.ts";
import { openDirectoryStore } from "../store.ts";
import { objectsInMemory } from "../test/objects-in-memory.ts";
import { filesOf, piecesOf, type Sample, sample } from "../test/sample-delivery.ts";
import { openKeptStore } from "./kept-store.ts";
import type { ImportDeps } from "./step.ts";

/** The two schools of the sample, and four more with people of their own. */
const sixSchools = (): Sample => {
  const all = sample();
  for (let number = 3; number <= 6; number += 1) {
    const uai = `099000${number}`;
    const other = JSON.parse(
      JSON.stringify(sample())
        .replaceAll("9001", `900${number}`)
        .replaceAll(/"([678]000\d\d)/g, `"${number}$1`),
    ) as Sample;
    for (const [category, records] of Object.entries(other)) Object.assign(all[category as keyof Sample], records);
    Object.assign(all.EtabEducNat[`900${number}`] ?? {}, { ENTStructureUAI: `${uai}${uaiKey(uai)}` });
  }
  return all;
};

const files = filesOf(sixSchools());
const importId = "imp_0000000000001" as ImportId;
const at = "2026-11-23T05:00:00.000Z";
const job: ImportJob = {
  importId,
  kind: "aaf",
  schoolYear: 2026,
  state: "queued",
  files: [...files].map(([name, bytes]) => ({ name, bytes: bytes.length })),
  autoApprove: true,
  maxLeavingPercent: 5,
  createdAt: at,
  startedAt: at,
  updatedAt: at,
  errors: 0,
  warnings: 0,
  version: 1,
};

const openWorld = async () => {
  const tableName = await freshTable(directory);
  const table = openTable(tableName);
  const store = openDirectoryStore(table);
  const imports = openImportStore(table);
  const objects = objectsInMemory((file) => piecesOf(files.get(file)));
  const deps: ImportDeps = { imports, store, kept: openKeptStore(table, store), objects, now: () => new Date(at) };
  const claim = { accountId: "acc_operator", key: "kill", fingerprint: "" };
  await imports.create(job, openReplies(table).remember(claim, { status: 201, body: {} }, new Date(at)));
  const state = async () => {
    const { Items = [] } = await documentClient.send(new ScanCommand({ TableName: tableName }));
    const own = Items.filter(({ pk }) => String(pk).startsWith("SCHOOL#")).map(
      ({ pk, sk, personIds = [], ...item }) => `${pk} ${sk} ${hashOf({ ...item, personIds: [...personIds].sort() })}`,
    );
    const { counts, errors, warnings, state: end } = (await imports.find(importId)) ?? {};
    return { items: own.sort(), counts, errors, warnings, end };
  };
  return { deps, state };
};

/** Every step outside counts as one; the one numbered `fatal` takes place or not, and nothing after it does. */
const dyingAt = (deps: ImportDeps, fatal: number, takesPlace: boolean) => {
  let steps = 0;
  const killed = new Error("killed");
  const wrap = <T extends object>(part: T): T =>
    new Proxy(part, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== "function" || name === "read") return method;
        return async (...args: readonly unknown[]) => {
          steps += 1;
          if (steps > fatal || (steps === fatal && !takesPlace)) throw killed;
          const answer: unknown = await Reflect.apply(method, target, args);
          if (steps === fatal) throw killed;
          return answer;
        };
      },
    });
  const { imports, store, kept, objects } = deps;
  return {
    steps: () => steps,
    deps: { ...deps, imports: wrap(imports), store: wrap(store), kept: wrap(kept), objects: wrap(objects) },
  };
};

describe("an import of six schools", () => {
  it("killed at any point and asked for again ends in the same state as one that was not", async () => {
    const whole = await openWorld();
    const counted = dyingAt(whole.deps, Number.POSITIVE_INFINITY, true);
    await runImport({ importId }, counted.deps);
    const expected = await whole.state();
    expect(expected).toMatchObject({ end: "done", counts: { schools: { created: 6 }, pupils: { created: 15 } } });
    const points = Array.from({ length: 8 }, (_, index) => Math.ceil((counted.steps() * (index + 1)) / 9));
    for (const [index, point] of points.entries()) {
      const { deps, state } = await openWorld();
      await expect(runImport({ importId }, dyingAt(deps, point, index % 2 === 0).deps)).rejects.toThrow("killed");
      await runImport({ importId }, deps);
      expect(await state(), `killed at step ${point}`).toEqual(expected);
    }
  }, 180_000);
});
