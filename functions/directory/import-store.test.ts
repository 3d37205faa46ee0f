import type { SchoolId } from "@preau/contract";
import { LostRace, openReplies, openTable, readCapacity, resetCapacity } from "@preau/store";
import { beforeAll, describe, expect, it } from "vitest";
import { freshTable } from "../../test/support/fresh-table.ts";
import type { ImportId, ImportIssue } from "./contract.ts";
import { type ImportJob, noCounts } from "./import-job.ts";
import { type ImportStore, openImportStore } from "./import-store.ts";
import { directory } from "./manifest.ts";

const importId = "imp_0000000000001" as ImportId;
const at = "2026-11-23T05:00:00.000Z";
const job: ImportJob = {
  importId,
  kind: "aaf",
  schoolYear: 2026,
  state: "awaiting-files",
  files: [{ name: "ENT_TEST_Complet_20261102_Eleve_0000.xml", bytes: 10 }],
  autoApprove: false,
  maxLeavingPercent: 5,
  createdAt: at,
  updatedAt: at,
  errors: 0,
  warnings: 0,
  version: 1,
};
const line = (number: number): ImportIssue => ({
  file: "Eleve_0000.xml",
  line: number,
  severity: "error",
  code: "unknown-class",
  message: "La classe « 6Z » n’existe pas.",
});

let imports: ImportStore;
let table: ReturnType<typeof openTable>;
const reply = (key: string) =>
  openReplies(table).remember({ accountId: "acc_1", key, fingerprint: "" }, { status: 201, body: {} }, new Date(at));

beforeAll(async () => {
  table = openTable(await freshTable(directory));
  imports = openImportStore(table);
});

describe("an import", () => {
  it("is opened once, with its reply, and read back as it is", async () => {
    resetCapacity();
    await imports.create(job, reply("key-create"));
    expect(readCapacity().wru).toBeLessThanOrEqual(4);
    expect(await imports.find(importId)).toEqual(job);
    await expect(imports.create(job, reply("key-again"))).rejects.toBeInstanceOf(LostRace);
  });

  it("moves on from the state that was read, and from no other", async () => {
    await imports.moveWith({ ...job, state: "queued" }, reply("key-start"));
    await expect(imports.move({ ...job, state: "failed" })).rejects.toBeInstanceOf(LostRace);
    await expect(imports.moveWith({ ...job, state: "queued" }, reply("key-other"))).rejects.toBeInstanceOf(LostRace);
    resetCapacity();
    const running = await imports.move({ ...job, state: "running", version: 2 });
    expect(readCapacity()).toMatchObject({ wru: 1, roundTrips: 1 });
    expect(running.version).toBe(3);
    expect(await imports.find(importId)).toEqual(running);
  });

  it("that nobody announced is not there", async () => {
    expect(await imports.find("imp_0000000000009" as ImportId)).toBeUndefined();
  });
});

describe("a report", () => {
  it("is read in order, a page at a time, half a read unit for ten lines", async () => {
    const lines = Array.from({ length: 12 }, (_, number) => line(number + 1));
    await imports.putIssues(importId, 1, lines, new Date(at));
    resetCapacity();
    const first = await imports.issuesOf(importId, { limit: 10 });
    expect(readCapacity()).toMatchObject({ rru: 0.5, roundTrips: 1 });
    const rest = await imports.issuesOf(importId, { limit: 10, cursor: first.cursor });
    expect([...first.items, ...rest.items]).toEqual(lines);
    expect(rest.cursor).toBeUndefined();
  });

  it("written again is the same report", async () => {
    await imports.putIssues(importId, 1, [line(1)], new Date(at));
    expect((await imports.issuesOf(importId, { limit: 100 })).items).toHaveLength(12);
  });
});

describe("a school of an import", () => {
  it("is kept and read back for one unit each, and listed with the others", async () => {
    const schoolId = "0990001N" as SchoolId;
    const progress = { counts: noCounts(), pages: { created: 1, changed: 0, left: 0, ambiguous: 0 }, written: false };
    resetCapacity();
    await imports.putSchool(importId, schoolId, progress, new Date(at));
    expect(readCapacity().wru).toBe(1);
    resetCapacity();
    expect(await imports.findSchool(importId, schoolId)).toEqual(progress);
    expect(readCapacity().rru).toBe(1);
    expect((await imports.schoolsOf(importId, { limit: 10 })).items).toEqual([{ schoolId, progress }]);
  });
});
