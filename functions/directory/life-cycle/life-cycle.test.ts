import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import type { PersonId, SchoolId } from "@preau/contract";
import { personIdOf } from "@preau/contract/derive-id";
import { openTable, readCapacity, resetCapacity } from "@preau/store";
import { documentClient } from "@preau/store/client";
import { beforeEach, describe, expect, it } from "vitest";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { directory } from "../manifest.ts";
import type { Person } from "../person.ts";
import { hashOf } from "../record.ts";
import { publishCurrent } from "../school-year/publish-current.ts";
import { openYearsStore } from "../school-year/years-store.ts";
import { linesOf } from "../search/index-changes.ts";
import { openNamesStore, schoolLine } from "../search/names-store.ts";
import { openSettingsStore } from "../settings/settings-store.ts";
import { openDirectoryStore } from "../store.ts";
import { departureOf } from "./departure.ts";
import { openDeparturesStore } from "./departures-store.ts";
import { dueFor, erasedAt } from "./due.ts";
import { openLifeCycleStore } from "./people-store.ts";
import { runLifeCycle } from "./run-life-cycle.ts";

const schoolId = "0990001N" as SchoolId;
const year = { schoolId, schoolYear: 2026 };
const id = personIdOf("TEST", "nina") as PersonId;
const mother = personIdOf("TEST", "mother") as PersonId;
const key = { ...year, id };
const MISSING = "2026-09-10T06:00:00.000Z";
const day = (count: number) => new Date(Date.parse(MISSING) + count * 86_400_000);

const nina = (leftOn?: string): Person => ({
  academy: "TEST",
  familyName: "MARLOW",
  givenName: "Nina",
  roles: ["pupil"],
  school: { name: "Collège Ada Lovelace", timeZone: "Europe/Paris" },
  contact: { phones: [] },
  pupil: {
    options: [],
    guardians: [{ personId: mother, level: 1, kinship: "10" }],
    audiences: [{ audienceId: "aud_7k2mq4x9d0abc" as never, code: "6A", label: "Sixième A", kind: "class" }],
    ...(leftOn !== undefined && { leftOn }),
  },
});

const open = async () => {
  const tableName = await freshTable(directory);
  const table = openTable(tableName);
  return {
    tableName,
    names: openNamesStore(table),
    store: openDirectoryStore(table),
    settings: openSettingsStore(table),
    departures: openDeparturesStore(table),
    lifeCycle: openLifeCycleStore(table),
    years: openYearsStore(table, { now: () => day(0), calendarYear: () => 2026 }),
  };
};
let world: Awaited<ReturnType<typeof open>>;

/** What the function that follows the table does after each step. */
const follow = async () => {
  const person = await world.store.find("person", key);
  const known = (await world.departures.list(year, { limit: 10 })).items;
  const lines = person === undefined ? [] : linesOf({ ...year, ...person });
  const gone = known.flatMap((departure) =>
    linesOf({ ...year, id: departure.personId, content: nina(), missingSince: departure.since }).filter(
      (line) => !lines.some((one) => one.sk === line.sk && one.pk === line.pk),
    ),
  );
  await world.names.write(lines, gone);
  return person;
};
const put = (content: Person) => {
  const mark = { hash: hashOf(content), version: 5, since: 5 };
  return world.store.put([{ kind: "person", ...key, content, mark }]);
};
const run = async (at: Date) => {
  await follow();
  await runLifeCycle(at, world);
  return follow();
};

beforeEach(async () => {
  world = await open();
  await world.names.write([schoolLine(year, "Collège Ada Lovelace")], []);
  await put(nina());
});

describe("somebody whom deliveries no longer name", () => {
  beforeEach(async () => {
    await world.lifeCycle.mark(key, MISSING);
  });

  it("keeps their account for 90 days, may be restored for 90 more, and is then erased", async () => {
    expect((await run(day(89)))?.hiddenSince).toBeUndefined();
    expect((await run(day(90)))?.hiddenSince).toBe(day(90).toISOString());
    expect(await run(day(179))).toBeDefined();
    expect(await run(day(180))).toBeUndefined();
    const { items } = await world.departures.erased(year, { limit: 10 });
    expect(items).toEqual([
      {
        ...year,
        personId: id,
        version: day(180).getTime(),
        erasedAt: day(180).toISOString(),
        audienceIds: ["aud_7k2mq4x9d0abc"],
        relatedIds: [mother],
      },
    ]);
    expect((await world.departures.list(year, { limit: 10 })).items).toEqual([]);
  });

  it("is never closed and erased by one run, however late it comes", async () => {
    expect((await run(day(400)))?.hiddenSince).toBe(day(400).toISOString());
    expect(await run(day(400))).toBeDefined();
  });

  it("follows the delays that the school set", async () => {
    const value = { openDays: 10, restorableDays: 5 };
    await world.settings.keep([{ ...year, subject: "life-cycle", value, version: 0, by: "acc_1", at: day(0) }]);
    expect((await run(day(10)))?.hiddenSince).toBeDefined();
    expect(await run(day(15))).toBeUndefined();
  });

  it("stays when a delivery names them again before the day", async () => {
    await follow();
    await put(nina());
    expect((await run(day(200)))?.hiddenSince).toBeUndefined();
    expect((await run(day(400)))?.content).toEqual(nina());
  });

  it("is not erased when they came back after their account was closed", async () => {
    const closed = await run(day(90));
    await put(nina());
    const erasure = {
      ...year,
      personId: id,
      version: 1,
      erasedAt: day(180).toISOString(),
      audienceIds: [],
      relatedIds: [],
    };
    expect(await world.lifeCycle.erase(key, closed?.hiddenSince ?? "", erasure)).toBe(false);
    expect(await world.store.find("person", key)).toBeDefined();
  });

  it("leaves nothing of theirs behind but the proof: an id, dates and where copies lie", async () => {
    await run(day(90));
    await run(day(180));
    const { Items = [] } = await documentClient.send(new ScanCommand({ TableName: world.tableName }));
    expect(Items.map(({ _et }) => _et).sort()).toEqual(["erasure", "known-school"]);
    expect(JSON.stringify(Items)).not.toMatch(/MARLOW|Nina/);
  });

  it("costs nothing in a school where nobody leaves: a read unit, and not one of a person", async () => {
    await put(nina());
    await follow();
    resetCapacity();
    await runLifeCycle(day(1), world);
    expect(readCapacity()).toMatchObject({ wru: 0 });
    expect(readCapacity().rru).toBeLessThanOrEqual(2.5);
  });

  it("is erased everywhere: the proof leaves as an event", async () => {
    const erasure = {
      ...year,
      personId: id,
      version: 5,
      erasedAt: day(180).toISOString(),
      audienceIds: [],
      relatedIds: [mother],
    };
    const change = { entity: "erasure", before: undefined, after: { erasure } };
    const events = await publishCurrent([change], { years: world.years, calendarYear: () => 2026 });
    expect(events.map(({ event, payload }) => [event.name, payload])).toEqual([["person-erased.v1", erasure]]);
  });
});

describe("a pupil whose last day is known", () => {
  const leaving = { id, content: nina("2026-12-18") };
  const delays = { openDays: 90, restorableDays: 90 };

  it("is of the school until that day is over, and the legal delay runs from it", async () => {
    const departure = departureOf(leaving);
    expect(departure).toMatchObject({ state: "leaving", leftSince: "2026-12-18" });
    if (departure === undefined) throw new Error("a departure is known");
    expect(dueFor(departure, delays, new Date("2026-12-18T22:00:00Z"))).toBeUndefined();
    expect(dueFor(departure, delays, new Date("2026-12-19T02:30:00Z"))).toBe("mark");
    const marked = departureOf({ ...leaving, missingSince: "2027-01-20T06:00:00.000Z" });
    expect(marked).toMatchObject({ state: "marked", leftSince: "2026-12-18" });
    if (marked === undefined) throw new Error("a departure is known");
    expect(dueFor(marked, delays, new Date("2027-03-18T02:30:00Z"))).toBe("close");
    expect(erasedAt(marked, delays).toISOString()).toBe("2027-06-16T00:00:00.000Z");
  });
});
