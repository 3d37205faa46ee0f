import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import type { AudienceId, PersonId, SchoolId } from "@preau/contract";
import { digest } from "@preau/contract/derive-id";
import { documentClient, openTable, readCapacity, resetCapacity } from "@preau/store";
import { beforeAll, describe, expect, it } from "vitest";
import { freshTable } from "../../test/support/fresh-table.ts";
import { directory } from "./manifest.ts";
import type { Person } from "./person.ts";
import type { DirectoryRecord } from "./record.ts";
import type { Roster } from "./school.ts";
import { type DirectoryStore, openDirectoryStore } from "./store.ts";

const schoolId = "0990001N" as SchoolId;
const schoolYear = 2026;
const personId = (number: number) => `per_${digest(13, String(number))}` as PersonId;
const audience = (number: number) => ({
  audienceId: `aud_${digest(13, String(number))}` as AudienceId,
  code: `6G${number}`,
  label: `Sixième, groupe ${number}`,
  kind: "group" as const,
});

/** A teacher of twenty classes and groups, as long as they come. */
const teacher: Person = {
  academy: "TEST",
  joinId: "600001",
  familyName: "BRIAC-DE LA FONTAINE",
  givenName: "Marie-Solène",
  roles: ["teacher"],
  school: { name: "Collège Ada Lovelace", timeZone: "Europe/Paris" },
  contact: { mail: "marie-solene.briac@example.org", phones: [] },
  staff: {
    functions: [{ code: "ENS", label: "ENSEIGNEMENT" }],
    teaches: Array.from({ length: 20 }, (_, number) => ({
      ...audience(number),
      subjects: [{ code: "061300", label: "MATHEMATIQUES" }],
    })),
    headTeacherOf: [audience(1).audienceId],
  },
};

const fullRoster: Roster = {
  audience: audience(1),
  classes: [{ audienceId: audience(1).audienceId, code: "6A" }],
  headTeacherIds: [personId(1)],
  pupils: Array.from({ length: 35 }, (_, number) => ({
    pupilId: personId(number),
    familyName: "MARLOW-D'ORVAL",
    givenName: "Marie-Antoinette",
    classId: audience(1).audienceId,
    classCode: "6A",
    guardianIds: [personId(number + 100), personId(number + 200)],
  })),
};

const mark = { hash: "0123456789012345678901", version: 5, since: 5 };
const personRecord = (number: number, content = teacher): DirectoryRecord<"person"> => ({
  kind: "person",
  schoolId,
  schoolYear,
  id: personId(number),
  content,
});
const keyOf = (number: number) => ({ schoolId, schoolYear, id: personId(number) });

let store: DirectoryStore;
let tableName: string;
beforeAll(async () => {
  tableName = await freshTable(directory);
  store = openDirectoryStore(openTable(tableName));
});

/** What a step takes from DynamoDB. */
const priceOf = async (step: () => Promise<unknown>) => {
  resetCapacity();
  await step();
  return readCapacity();
};

describe("a person", () => {
  it("who teaches twenty classes and groups is read within half a read unit", async () => {
    await store.put([{ ...personRecord(1), mark }]);
    const price = await priceOf(async () => expect((await store.find("person", keyOf(1)))?.content).toEqual(teacher));
    expect(price).toMatchObject({ rru: 0.5, roundTrips: 1 });
  });

  it("and others are read together, half a unit each, in one round trip; the unknown are left out", async () => {
    await store.put([2, 3].map((number) => ({ ...personRecord(number), mark })));
    const price = await priceOf(async () =>
      expect((await store.findPeople([1, 2, 99, 3, 2].map(keyOf))).map(({ id }) => id)).toEqual(
        [1, 2, 3].map(personId),
      ),
    );
    expect(price).toMatchObject({ rru: 2, roundTrips: 1 });
  });

  it("is compared without its content, a hundred at a time", async () => {
    const records = Array.from({ length: 100 }, (_, number) => personRecord(number));
    const price = await priceOf(async () => {
      const marks = await store.marksOf(records);
      expect(marks.slice(0, 4)).toEqual([undefined, mark, mark, mark]);
    });
    expect(price.rru).toBeLessThanOrEqual(100);
    expect(price.roundTrips).toBe(1);
  });
});

describe("a roster of 35 pupils", () => {
  it("fits in 8 KB: one read unit, eight write units", async () => {
    const id = audience(1).audienceId;
    const written = await priceOf(() =>
      store.put([{ kind: "roster", schoolId, schoolYear, id, content: fullRoster, mark }]),
    );
    expect(written.wru).toBeLessThanOrEqual(8);
    const read = await priceOf(async () =>
      expect((await store.find("roster", { schoolId, schoolYear, id }))?.content).toEqual(fullRoster),
    );
    expect(read).toMatchObject({ rru: 1, roundTrips: 1 });
  });
});

describe("a school of 40 classes and groups", () => {
  it("is read within half a read unit", async () => {
    const audiences = Array.from({ length: 40 }, (_, number) => audience(number));
    const content = { name: "Collège Ada Lovelace", academy: "TEST", timeZone: "Europe/Paris", audiences };
    await store.put([{ kind: "school", schoolId, schoolYear, id: schoolId, content, mark }]);
    const price = await priceOf(async () =>
      expect((await store.find("school", { schoolId, schoolYear, id: schoolId }))?.content).toEqual(content),
    );
    expect(price).toMatchObject({ rru: 0.5, roundTrips: 1 });
  });
});

describe("the census of a school of 6,000 people", () => {
  const people = Array.from({ length: 6_000 }, (_, number) => personId(number));

  it("costs 160 write units the first time and none when nobody is new", async () => {
    const first = await priceOf(() => store.addToCensus({ schoolId, schoolYear }, people));
    expect(first.wru).toBeLessThanOrEqual(160);
    const second = await priceOf(() => store.addToCensus({ schoolId, schoolYear }, people));
    expect(second).toMatchObject({ wru: 0 });
    expect(second.rru).toBeLessThanOrEqual(64);
    const read = await priceOf(async () =>
      expect(new Set(await store.census({ schoolId, schoolYear }))).toEqual(new Set(people)),
    );
    expect(read.rru).toBeLessThanOrEqual(64);
  });

  it("keeps those who were there before beside the new ones, and those added at the same time by two imports", async () => {
    const year = { schoolId, schoolYear: 2027 };
    await store.addToCensus(year, [personId(1)]);
    await Promise.all([2, 3, 4].map((number) => store.addToCensus(year, [personId(number)])));
    expect(new Set(await store.census(year))).toEqual(new Set([1, 2, 3, 4].map(personId)));
  });
});

describe("the keys", () => {
  it("spread a school by person, audience and shard, never by the school alone", async () => {
    const { Items = [] } = await documentClient.send(new ScanCommand({ TableName: tableName }));
    const shapes = new Set(
      Items.map(({ pk, sk }) =>
        `${pk} ${sk}`.replace(/(per|aud)_[0-9a-z]{13}/, "$1_…").replace(/CENSUS#./, "CENSUS#…"),
      ),
    );
    expect([...shapes].sort()).toEqual([
      "SCHOOL#0990001N#2026#AUDIENCE#aud_… ROSTER",
      "SCHOOL#0990001N#2026#CENSUS#… CENSUS",
      "SCHOOL#0990001N#2026#PERSON#per_… PERSON",
      "SCHOOL#0990001N#2026#SCHOOL#0990001N SCHOOL",
      "SCHOOL#0990001N#2027#CENSUS#… CENSUS",
    ]);
  });
});
