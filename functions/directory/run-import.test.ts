import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { audienceIdOf, personIdOf } from "@preau/contract/derive-id";
import { documentClient, openReplies, openTable } from "@preau/store";
import { beforeAll, describe, expect, it } from "vitest";
import { freshTable } from "../../test/support/fresh-table.ts";
import type { ImportId } from "./contract.ts";
import { type KeptStore, openKeptStore } from "./import/kept-store.ts";
import { importView } from "./import-job.ts";
import { type ImportStore, openImportStore } from "./import-store.ts";
import { directory } from "./manifest.ts";
import type { Objects } from "./objects.ts";
import { runImport } from "./run-import.ts";
import { type DirectoryStore, openDirectoryStore } from "./store.ts";
import { objectsInMemory } from "./test/objects-in-memory.ts";
import {
  bytesOf,
  COLLEGE,
  filesOf,
  LYCEE,
  nameOf,
  piecesOf,
  type Sample,
  sample,
  textOf,
} from "./test/sample-delivery.ts";

const schoolId = COLLEGE as Parameters<DirectoryStore["addToCensus"]>[0]["schoolId"];
const schoolYear = 2026;
const person = (joinId: string) => personIdOf("TEST", joinId);
let imported = 0;

interface World {
  readonly tableName: string;
  readonly store: DirectoryStore;
  readonly imports: ImportStore;
  readonly kept: KeptStore;
  /** What imports keep between their steps outlives an interruption. */
  readonly work: Pick<Objects, "put" | "get">;
}

const emptyWorld = async (): Promise<World> => {
  const tableName = await freshTable(directory);
  const table = openTable(tableName);
  const store = openDirectoryStore(table);
  const work = objectsInMemory(() => piecesOf(undefined));
  return { tableName, store, imports: openImportStore(table), kept: openKeptStore(table, store), work };
};

const newId = (): ImportId => {
  imported += 1;
  return `imp_${String(imported).padStart(13, "0")}` as ImportId;
};

const announce = async ({ tableName, imports }: World, files: Map<string, Uint8Array>, importId = newId()) => {
  const createdAt = "2026-11-23T05:00:00.000Z";
  const names = [...files].map(([name, bytes]) => ({ name, bytes: bytes.length }));
  const job = {
    importId,
    kind: "aaf",
    schoolYear,
    state: "queued",
    files: names,
    createdAt,
    updatedAt: createdAt,
  } as const;
  const claim = { accountId: "acc_operator", key: importId, fingerprint: "" };
  const reply = openReplies(openTable(tableName)).remember(claim, { status: 201, body: {} }, new Date());
  await imports.create({ ...job, autoApprove: true, maxLeavingPercent: 5, errors: 0, warnings: 0, version: 1 }, reply);
  return importId;
};

interface Attempt {
  readonly kept?: KeptStore;
  readonly secondsLater?: number;
}

const run = async (world: World, importId: ImportId, files: Map<string, Uint8Array>, attempt: Attempt = {}) => {
  const { kept = world.kept, secondsLater = 0 } = attempt;
  const now = () => new Date(Date.UTC(2026, 10, 23, 6, Number(importId.slice(4)), secondsLater));
  const objects = { ...world.work, read: (_: string, file: string) => piecesOf(files.get(file)) };
  const { imports, store } = world;
  await runImport({ importId }, { imports, store, kept, objects, now });
};

const importFiles = async (world: World, files: Map<string, Uint8Array>) => {
  const importId = await announce(world, files);
  await run(world, importId, files);
  const job = await world.imports.find(importId);
  const { items: issues } = await world.imports.issuesOf(importId, { limit: 100 });
  if (job === undefined) throw new Error("the import is gone");
  return { ...importView(job), issues };
};

const importSample = (world: World, change: (records: Sample) => void = () => {}) => {
  const records = sample();
  change(records);
  return importFiles(world, filesOf(records));
};

/** Every item of the school's data, by key: two worlds with the same items are in the same state. */
const itemsOf = async ({ tableName }: World): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> => {
  const { Items = [] } = await documentClient.send(new ScanCommand({ TableName: tableName }));
  const own = Items.filter(({ pk }) => String(pk).startsWith("SCHOOL#"));
  return new Map(own.map((item) => [`${item.pk} ${item.sk}`, item]));
};

describe("importing a delivery", () => {
  let world: World;
  beforeAll(async () => {
    world = await emptyWorld();
  });
  const find = (joinId: string) => world.store.find("person", { schoolId, schoolYear, id: person(joinId) });

  it("writes schools, people and rosters, and says so", async () => {
    const done = await importSample(world);
    expect(done).toMatchObject({ state: "done", errors: 0, warnings: 0, issues: [] });
    expect(done.message).toBe("Import terminé : 17 fiches créées, 0 modifiée, 0 sans changement.");
    expect(done.counts).toMatchObject({ pupils: { read: 3, created: 3 }, guardians: { read: 3, created: 4 } });
  });

  it("gives each adult the role their responsibility calls for, school by school", async () => {
    expect((await find("800001"))?.content).toMatchObject({
      roles: ["guardian"],
      guardian: { children: [{ level: 1 }] },
    });
    const both = (await find("800003"))?.content.guardian?.children;
    expect(both).toEqual(
      [
        { pupilId: person("700001"), level: 3, kinship: "90", paysFees: false },
        { pupilId: person("700002"), level: 1, kinship: "20", paysFees: true },
      ].sort((a, b) => (a.pupilId < b.pupilId ? -1 : 1)),
    );
    const atLycee = await world.store.find("person", {
      schoolId: LYCEE as typeof schoolId,
      schoolYear,
      id: person("800003"),
    });
    expect(atLycee?.content.guardian?.children).toEqual([
      { pupilId: person("700003"), level: 1, kinship: "20", paysFees: true },
    ]);
  });

  it("gives staff every function they hold", async () => {
    expect((await find("600003"))?.content.roles).toEqual(["teacher", "cpe"]);
    expect((await find("600001"))?.content.staff).toMatchObject({
      teaches: [{ code: "6A", subjects: [{ code: "061300", label: "MATHEMATIQUES" }] }],
      headTeacherOf: [audienceIdOf(COLLEGE, "6A")],
    });
  });

  it("lists a group with the class each pupil comes from and the legal representatives alone", async () => {
    const roster = await world.store.find("roster", { schoolId, schoolYear, id: audienceIdOf(COLLEGE, "6GLAT") });
    expect(roster?.content.classes.map(({ code }) => code)).toEqual(["6A", "6B"]);
    expect(roster?.content.pupils.map(({ givenName, classCode }) => [givenName, classCode])).toEqual([
      ["Zoé", "6B"],
      ["Nina", "6A"],
    ]);
    expect(new Set(roster?.content.pupils[1]?.guardianIds)).toEqual(new Set([person("800001"), person("800002")]));
  });

  it("changes nothing the second time, and says so", async () => {
    const before = await itemsOf(world);
    const done = await importSample(world);
    expect(done.message).toBe("Aucun changement : la livraison est identique à ce qui est déjà enregistré.");
    expect(done.counts?.pupils).toMatchObject({ created: 0, changed: 0, unchanged: 3, missing: 0 });
    expect(await itemsOf(world)).toEqual(before);
  });

  it("writes only what differs", async () => {
    const before = await itemsOf(world);
    const done = await importSample(world, (records) =>
      Object.assign(records.PersRelEleve["800001"] ?? {}, { mobile: "+33 6 99 00 00 09" }),
    );
    expect(done.message).toContain("0 fiche créée, 1 modifiée");
    const after = await itemsOf(world);
    const changed = [...after].filter(([key, item]) => item.version !== before.get(key)?.version);
    expect(changed.map(([, item]) => item.id)).toEqual([person("800001")]);
  });

  it("keeps and reports those a full delivery no longer has, once", async () => {
    const without = (records: Sample) => {
      delete records.PersEducNat["600002"];
    };
    const first = await importSample(world, without);
    expect(first.counts?.staff.missing).toBe(1);
    expect(first.issues).toMatchObject([{ severity: "warning", code: "missing", subject: "600002" }]);
    expect(await find("600002")).toMatchObject({ missingSince: expect.any(String), content: { roles: ["cpe"] } });
    expect((await importSample(world, without)).message).toContain("Aucun changement");
  });

  it("welcomes back those who were missing", async () => {
    await importSample(world);
    expect((await find("600002"))?.missingSince).toBeUndefined();
  });

  it("empties the roster of a class that is gone, and the school no longer lists it", async () => {
    await importSample(world, (records) => {
      Object.assign(records.EtabEducNat["9001"] ?? {}, {
        ENTStructureClasses: "6A$Sixième A",
        ENTStructureGroupes: "6GLAT$Latin$6A",
      });
      Object.assign(records.Eleve["700002"] ?? {}, { ENTEleveClasses: "9001$6A" });
    });
    const roster = await world.store.find("roster", { schoolId, schoolYear, id: audienceIdOf(COLLEGE, "6B") });
    expect(roster?.content.pupils).toEqual([]);
    const school = await world.store.find("school", { schoolId, schoolYear, id: schoolId });
    expect(school?.content.audiences.map(({ code }) => code)).toEqual(["6A", "6GLAT"]);
  });

  it("leaves everything as it was when a file is broken, and reports the file, the line and what to do", async () => {
    const before = await itemsOf(world);
    const cut = textOf(sample(), "Eleve").slice(0, -40);
    const files = filesOf(sample()).set(nameOf("Eleve"), bytesOf(cut));
    const done = await importFiles(world, files);
    expect(done).toMatchObject({
      state: "refused",
      errors: 1,
      issues: [{ file: nameOf("Eleve"), line: cut.split("\n").length, code: "cut" }],
    });
    expect(done.message).toContain("rien n’a été modifié");
    expect(await itemsOf(world)).toEqual(before);
  });

  it("gives no role to an adult who is only in charge of a pupil", async () => {
    await importSample(world, (records) =>
      Object.assign(records.Eleve["700001"] ?? {}, { ENTElevePersRelEleve: ["800001$10$1$1", "800002$41$0$2"] }),
    );
    expect((await find("800002"))?.content).toMatchObject({ roles: [], guardian: { children: [{ level: 2 }] } });
    expect((await find("700001"))?.content.pupil?.guardians.map(({ level }) => level)).toEqual([1, 2]);
  });

  it("writes the first of two records under one join id, and not the second", async () => {
    const done = await importSample(world, (records) =>
      Object.assign(records.PersEducNat, {
        "800001": { sn: "AUTRE", givenName: "Max", ENTPersonFonctions: "9001$DIR$DIRECTION" },
      }),
    );
    expect(done).toMatchObject({ errors: 1, issues: [{ code: "duplicate", subject: "800001" }] });
    expect((await find("800001"))?.content).toMatchObject({ familyName: "MARLOW", roles: ["guardian"] });
  });

  it("leaves alone what a later import wrote", async () => {
    const late = filesOf(sample());
    const importId = await announce(world, late);
    await importSample(world, (records) => Object.assign(records.Eleve["700001"] ?? {}, { givenName: "Nine" }));
    await run(world, importId, late);
    expect((await find("700001"))?.content.givenName).toBe("Nine");
  });
});

describe("an import that is interrupted", () => {
  it.each([0, 1])(
    "after %i and a half batches ends, run again, in the same state as one that was not",
    async (batches) => {
      const [whole, broken] = [await emptyWorld(), await emptyWorld()];
      const files = filesOf(sample());
      const importId = await announce(whole, files);
      await run(whole, importId, files);

      imported -= 1;
      await announce(broken, files);
      let left = batches;
      const apply: KeptStore["apply"] = async (units, version) => {
        if (left === 0) {
          await broken.kept.apply(units.slice(0, Math.ceil(units.length / 2)), version);
          throw new Error("killed");
        }
        left -= 1;
        return broken.kept.apply(units, version);
      };
      await expect(run(broken, importId, files, { kept: { ...broken.kept, apply } })).rejects.toThrow("killed");
      expect((await broken.imports.find(importId))?.state).toBe("failed");

      await run(broken, importId, files, { secondsLater: 30 });
      expect(await itemsOf(broken)).toEqual(await itemsOf(whole));
      const [one, other] = [await whole.imports.find(importId), await broken.imports.find(importId)];
      const later = { version: expect.any(Number), updatedAt: expect.any(String), finishedAt: expect.any(String) };
      expect(other).toEqual({ ...one, ...later });
    },
  );

  it("and one asked for twice is run once", async () => {
    const world = await emptyWorld();
    const files = filesOf(sample());
    const importId = await announce(world, files);
    await run(world, importId, files);
    const done = await world.imports.find(importId);
    await run(world, importId, files);
    expect(await world.imports.find(importId)).toEqual(done);
  });
});
