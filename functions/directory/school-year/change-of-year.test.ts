import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import type { AudienceId, Payload, PersonId, SchoolId } from "@preau/contract";
import { audienceIdOf, personIdOf } from "@preau/contract/derive-id";
import { documentClient, openReplies, openTable, readCapacity, resetCapacity } from "@preau/store";
import * as fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { peopleChangedV1 } from "../../../events/people-changed.v1.ts";
import type { yearMovedV1 } from "../../../events/year-moved.v1.ts";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { openLifeCycleStore } from "../life-cycle/people-store.ts";
import { directory } from "../manifest.ts";
import type { Person } from "../person.ts";
import { type DirectoryRecord, hashOf } from "../record.ts";
import { linesOf } from "../search/index-changes.ts";
import { openNamesStore } from "../search/names-store.ts";
import { openSettingsStore } from "../settings/settings-store.ts";
import { openDirectoryStore } from "../store.ts";
import { announceYear } from "./announce-year.ts";
import { openCarryStore } from "./carry-store.ts";
import { commandYear } from "./change-school-year.ts";
import { publishCurrent } from "./publish-current.ts";
import type { YearCommand } from "./school-years.ts";
import { openYearsStore } from "./years-store.ts";

const schoolId = "0990001N" as SchoolId;
const idOf = (name: string) => personIdOf("TEST", name) as PersonId;
const classId = (code: string) => audienceIdOf(schoolId, code) as AudienceId;
const school = { name: "Collège Ada Lovelace", timeZone: "Europe/Paris" };
const audience = (code: string) => ({ audienceId: classId(code), code, label: code, kind: "class" as const });
const someone = (name: string, is: Partial<Person>): Person => ({
  academy: "TEST",
  joinId: name,
  sources: ["aaf"],
  familyName: name.toUpperCase(),
  givenName: "Alix",
  roles: [],
  school,
  contact: { phones: [] },
  ...is,
});
const pupil = (name: string, code: string) =>
  someone(name, { roles: ["pupil"], pupil: { options: [], guardians: [], audiences: [audience(code)] } });
const staff = (name: string, role: "head" | "teacher", sources: Person["sources"] = ["aaf"]) =>
  someone(name, { roles: [role], sources, staff: { functions: [], teaches: [], headTeacherOf: [] } });

/** Nina moves up, Paul leaves, Zoé arrives; the office adds somebody whom no academy delivers. */
const YEARS: Readonly<Record<number, Readonly<Record<string, Person>>>> = {
  2026: {
    nina: pupil("nina", "6A"),
    paul: pupil("paul", "6A"),
    head: staff("head", "head"),
    manual: staff("manual", "teacher", ["manual"]),
  },
  2027: { nina: pupil("nina", "5A"), zoe: pupil("zoe", "6A"), head: staff("head", "head") },
};
const CLASSES: Readonly<Record<number, readonly string[]>> = { 2026: ["6A"], 2027: ["6A", "5A"] };

let clock = new Date("2027-05-10T08:00:00Z");
const open = async () => {
  const tableName = await freshTable(directory);
  const table = openTable(tableName);
  const now = () => clock;
  const calendarYear = () => 2026;
  return {
    tableName,
    now,
    replies: openReplies(table),
    store: openDirectoryStore(table),
    names: openNamesStore(table),
    settings: openSettingsStore(table),
    years: openYearsStore(table, { now, calendarYear }),
    carried: openCarryStore(table),
    lifeCycle: openLifeCycleStore(table),
  };
};
type World = Awaited<ReturnType<typeof open>>;

/** Writes a year of the school as an import does. */
const deliver = async ({ store, names }: World, schoolYear: number, version = 5): Promise<void> => {
  const people = Object.entries(YEARS[schoolYear] ?? {});
  const record = (kind: DirectoryRecord["kind"], id: string, content: object) =>
    ({ kind, schoolId, schoolYear, id, content, mark: { hash: hashOf(content), version, since: version } }) as never;
  await store.put([
    ...people.map(([name, content]) => record("person", idOf(name), content)),
    record("school", schoolId, { ...school, academy: "TEST", audiences: (CLASSES[schoolYear] ?? []).map(audience) }),
    ...(CLASSES[schoolYear] ?? []).map((code) =>
      record("roster", classId(code), {
        audience: audience(code),
        classes: [{ audienceId: classId(code), code }],
        headTeacherIds: [],
        pupils: people
          .filter(([, { pupil: one }]) => one?.audiences.some((own) => own.code === code))
          .map(([name, { familyName, givenName }]) => ({
            pupilId: idOf(name),
            familyName,
            givenName,
            classId: classId(code),
            classCode: code,
            guardianIds: [],
          })),
      }),
    ),
  ]);
  await store.addToCensus(
    { schoolId, schoolYear },
    people.map(([name]) => idOf(name)),
  );
  await names.write(
    people.flatMap(([name, content]) => linesOf({ schoolId, schoolYear, id: idOf(name), content })),
    [],
  );
};

const itemsOf = async ({ tableName }: World): Promise<readonly Record<string, unknown>[]> => {
  const { Items = [] } = await documentClient.send(new ScanCommand({ TableName: tableName }));
  return Items;
};
/** All that the directory holds of a year. */
const stateOf = async (world: World, schoolYear: number) =>
  (await itemsOf(world))
    .filter(({ pk, _et }) => String(pk).startsWith(`SCHOOL#${schoolId}#${schoolYear}#`) && _et !== "announcement")
    .sort((a, b) => (`${a.pk}${a.sk}` < `${b.pk}${b.sk}` ? -1 : 1));

/** What accounts believe after hearing everything that was announced, in any order: the newest word on each person. */
const accountsOf = async (world: World) => {
  const heard = (await itemsOf(world)).flatMap(({ _et, event, payload }) =>
    _et === "announcement" && event === "people-changed" ? (payload as Payload<typeof peopleChangedV1>).people : [],
  );
  const latest = new Map<string, (typeof heard)[number]>();
  for (const one of heard) if ((latest.get(one.personId)?.version ?? -1) < one.version) latest.set(one.personId, one);
  return [...latest.values()]
    .filter(({ present }) => present)
    .map(({ personId }) => personId)
    .sort();
};

const command = async (world: World, name: YearCommand, schoolYear = 2027) => {
  clock = new Date(clock.getTime() + 60_000);
  return commandYear({ schoolId, schoolYear, command: name, by: "acc_head" }, world, async () => []).then(
    ({ current }) => current,
    (error: { code?: string }) => error.code ?? error,
  );
};
const moveOf = async ({ years }: World): Promise<Payload<typeof yearMovedV1>> => {
  const moved = (await years.find(schoolId))?.moved;
  if (moved === undefined) throw new Error("the school has not moved");
  return { schoolId, ...moved };
};
const follow = async (world: World) => announceYear(await moveOf(world), world);

let world: World;
beforeEach(async () => {
  clock = new Date("2027-05-10T08:00:00Z");
  world = await open();
  await deliver(world, 2026);
});

describe("preparing the next year", () => {
  it("changes nothing of the current one, whatever is imported beside it", async () => {
    const before = await stateOf(world, 2026);
    expect(await command(world, "prepare")).toBe(2026);
    await deliver(world, 2027);
    expect(await stateOf(world, 2026)).toEqual(before);
    expect(await accountsOf(world)).toEqual([]);
  });

  it("carries over whom only the school made known, without last year's classes, and what it decided", async () => {
    const sectors = {
      everybodySeesAll: false,
      sectors: [{ personId: idOf("head"), audienceIds: [classId("6A")], pupilIds: [] }],
    };
    const by = "acc_head";
    await world.settings.keep([
      { schoolId, schoolYear: 2026, subject: "sectors", value: sectors, version: 0, by, at: clock },
    ]);
    await command(world, "prepare");
    expect((await world.settings.find({ schoolId, schoolYear: 2027 }, "sectors")).value).toEqual(sectors);
    const year = { schoolId, schoolYear: 2027 };
    expect((await world.store.find("person", { ...year, id: idOf("manual") }))?.content).toMatchObject({
      roles: ["teacher"],
    });
    expect(await world.store.find("person", { ...year, id: idOf("nina") })).toBeUndefined();
  });

  it("again, undoes no decision made for the new year since", async () => {
    const by = "acc_head";
    const decide = (schoolYear: number, openDays: number) =>
      world.settings.keep([
        {
          schoolId,
          schoolYear,
          subject: "life-cycle",
          value: { openDays, restorableDays: 30 },
          version: 0,
          by,
          at: clock,
        },
      ]);
    await decide(2026, 90);
    await decide(2027, 15);
    await command(world, "prepare");
    expect((await world.settings.find({ schoolId, schoolYear: 2027 }, "life-cycle")).value).toMatchObject({
      openDays: 15,
    });
  });
});

describe("switching", () => {
  it("waits for classes, pupils, staff and a head, and says what is missing", async () => {
    await command(world, "prepare");
    expect(await command(world, "switch")).toBe("year-not-ready");
    await deliver(world, 2027);
    expect(await command(world, "switch")).toBe(2027);
  });

  it("tells accounts of everybody of the new year, and begins the legal delay of those who left", async () => {
    await command(world, "prepare");
    await deliver(world, 2027);
    await command(world, "switch");
    await follow(world);
    expect(await accountsOf(world)).toEqual([...Object.keys(YEARS[2027] ?? {}), "manual"].map(idOf).sort());
    const { at } = await moveOf(world);
    const missing = async (name: string) =>
      (await world.store.find("person", { schoolId, schoolYear: 2026, id: idOf(name) }))?.missingSince;
    expect(await missing("paul")).toBe(at);
    expect(await missing("nina")).toBeUndefined();
  });

  it("tells the class lists of the new year", async () => {
    await command(world, "prepare");
    await deliver(world, 2027);
    await command(world, "switch");
    await follow(world);
    const rosters = (await itemsOf(world)).filter(({ event }) => event === "roster-changed");
    expect(rosters.map(({ schoolYear }) => schoolYear)).toEqual([2027, 2027]);
  });

  it("followed twice, or stopped and followed again, says the same", async () => {
    await command(world, "prepare");
    await deliver(world, 2027);
    await command(world, "switch");
    await follow(world);
    const once = await itemsOf(world);
    await follow(world);
    expect(await itemsOf(world)).toEqual(once);
  });
});

describe("undoing", () => {
  it("gives back the old year exactly, and closes the accounts that only the new one knew", async () => {
    const before = await stateOf(world, 2026);
    await command(world, "prepare");
    await deliver(world, 2027);
    await command(world, "switch");
    await follow(world);
    expect(await command(world, "undo")).toBe(2026);
    await follow(world);
    expect(await stateOf(world, 2026)).toEqual(before);
    expect(await accountsOf(world)).toEqual(
      Object.keys(YEARS[2026] ?? {})
        .map(idOf)
        .sort(),
    );
  });

  it("leaves alone somebody whom a delivery had lost before the switch", async () => {
    const key = { schoolId, schoolYear: 2026, id: idOf("paul") };
    await world.lifeCycle.mark(key, "2027-01-05T06:00:00.000Z");
    await command(world, "prepare");
    await deliver(world, 2027);
    await command(world, "switch");
    await follow(world);
    await command(world, "undo");
    await follow(world);
    expect((await world.store.find("person", key))?.missingSince).toBe("2027-01-05T06:00:00.000Z");
  });
});

describe("any sequence of commands, each followed at once, late or twice", () => {
  it("ends with the accounts of the year the school is in, and of those who left it in their legal delay", async () => {
    const step = fc.tuple(fc.constantFrom<YearCommand>("prepare", "switch", "undo"), fc.integer({ min: 0, max: 2 }));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        clock = new Date("2027-05-10T08:00:00Z");
        const own = await open();
        await deliver(own, 2026);
        await deliver(own, 2027);
        const late: Payload<typeof yearMovedV1>[] = [];
        for (const [name, times] of steps) {
          if (typeof (await command(own, name)) !== "number" || name === "prepare") continue;
          const move = await moveOf(own);
          if (times === 0) late.push(move);
          for (let turn = 0; turn < times; turn += 1) await announceYear(move, own);
        }
        for (const move of late.reverse()) await announceYear(move, own);
        const years = await own.years.find(schoolId);
        const here = years?.moved && (await own.store.census({ schoolId, schoolYear: years.current }));
        const accounts = await accountsOf(own);
        expect(accounts).toEqual(expect.arrayContaining([...(here ?? [])]));
        // Whoever else has an account left with the old year, and is in the legal delay.
        for (const id of accounts.filter((one) => here?.includes(one) !== true)) {
          const left = await own.store.find("person", { schoolId, schoolYear: 2026, id });
          expect(years).toMatchObject({ current: 2027 });
          expect(left?.missingSince).toBe(years?.moved?.at);
        }
      }),
      { numRuns: 6 },
    );
  }, 120_000);
});

describe("what others hear of a batch of changes", () => {
  const change = (schoolYear: number, more: object = {}) => ({
    entity: "person",
    before: undefined,
    after: { schoolId, schoolYear, id: idOf("nina"), version: 7, content: pupil("nina", "6A"), ...more } as Record<
      string,
      unknown
    >,
  });
  const heard = async (changes: readonly ReturnType<typeof change>[]) =>
    (await publishCurrent(changes, { years: world.years, calendarYear: () => 2026 })).map(
      ({ payload }) => payload as Payload<typeof peopleChangedV1>,
    );

  it("is nothing of a year that is only prepared, for one read whatever the number of records", async () => {
    await command(world, "prepare");
    resetCapacity();
    expect(await heard(Array.from({ length: 40 }, () => change(2027)))).toEqual([]);
    expect(readCapacity()).toMatchObject({ roundTrips: 1 });
    expect(readCapacity().rru).toBeLessThanOrEqual(1);
    expect(await heard([change(2026)])).toHaveLength(1);
  });

  it("is that somebody of the old year is gone, once their account closes after a switch", async () => {
    await command(world, "prepare");
    await deliver(world, 2027);
    await command(world, "switch");
    const [open_, closed] = [change(2026), change(2026, { hiddenSince: "2027-08-10T02:30:00.000Z" })];
    const [event] = await heard([{ ...closed, before: open_.after as never }]);
    expect(event?.people).toMatchObject([{ personId: idOf("nina"), present: false }]);
  });

  it("of an import that began before the switch counts as newer than what the switch said", async () => {
    await command(world, "prepare");
    await deliver(world, 2027);
    await command(world, "switch");
    const [event] = await heard([change(2027)]);
    expect(event?.people[0]?.version).toBe(Date.parse((await moveOf(world)).at) + 1);
  });
});
