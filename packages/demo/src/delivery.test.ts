import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import {
  type AafEntry,
  type LineProblem,
  type Mapped,
  mapGuardian,
  mapMef,
  mapPupil,
  mapSchool,
  mapStaff,
  mapSubject,
  parseAafFileName,
  readAaf,
} from "@preau/formats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeDelivery } from "./delivery.ts";
import { inventWorld } from "./population.ts";

const world = inventWorld();
const entries: AafEntry[] = [];
let dir: string;
let paths: readonly string[];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "preau-delivery-"));
  paths = await writeDelivery(world, dir);
  for (const path of paths)
    for await (const entry of readAaf(createReadStream(path), basename(path))) entries.push(entry);
});
afterAll(() => rm(dir, { recursive: true }));

function readBack<Value>(category: AafEntry["category"], map: (entry: AafEntry) => Mapped<Value>) {
  const mapped = entries.filter((entry) => entry.category === category).map(map);
  return {
    values: mapped.map(({ value }) => value),
    problems: mapped.flatMap<LineProblem>(({ problems }) => problems),
  };
}

describe("the delivery of the invented academy", () => {
  it("reads back as the very world it was written from, without a problem", () => {
    expect(readBack("EtabEducNat", mapSchool)).toEqual({ values: world.schools, problems: [] });
    expect(readBack("PersRelEleve", mapGuardian)).toEqual({ values: world.guardians, problems: [] });
    expect(readBack("Eleve", mapPupil)).toEqual({ values: world.pupils, problems: [] });
    expect(readBack("PersEducNat", mapStaff)).toEqual({ values: world.staff, problems: [] });
    expect(readBack("MefEducNat", mapMef)).toEqual({ values: world.mefs, problems: [] });
    const subjects = world.subjects.map(({ code, label }) => ({ code, label }));
    expect(readBack("MatiereEducNat", mapSubject)).toEqual({ values: subjects, problems: [] });
  });

  it("comes in parts of at most 500 entries, named as the academies name them, in the order of import", () => {
    const names = paths.map((path) => parseAafFileName(basename(path)));
    expect(names.map((name) => `${name?.category} ${name?.part}`)).toEqual([
      "EtabEducNat 0",
      "MatiereEducNat 0",
      "MefEducNat 0",
      "PersRelEleve 0",
      "PersRelEleve 1",
      "Eleve 0",
      "Eleve 1",
      "PersEducNat 0",
    ]);
    for (const entriesOfFile of Map.groupBy(entries, ({ file }) => file).values())
      expect(entriesOfFile.length).toBeLessThanOrEqual(500);
  });
});
