import { accountIdOf, linkDigest } from "@preau/contract/derive-id";
import { AudienceId, PersonId, SchoolId } from "@preau/contract/ids";
import { readCapacity, resetCapacity } from "@preau/store";
import { beforeEach, describe, expect, it } from "vitest";
import { freshTable } from "../../test/support/fresh-table.ts";
import { rightsOf } from "./account.ts";
import { childDigest } from "./federation/pointer.ts";
import { keepAccounts } from "./keep-accounts.ts";
import { identity } from "./manifest.ts";
import { openAccounts } from "./store/accounts.ts";
import { openFinders } from "./store/finders.ts";
import { openLinks } from "./store/links.ts";
import { openLogins } from "./store/logins.ts";

type Event = Parameters<typeof keepAccounts>[0];
type Person = Event["people"][number];

let deps: {
  accounts: ReturnType<typeof openAccounts>;
  logins: ReturnType<typeof openLogins>;
  links: ReturnType<typeof openLinks>;
  finders: ReturnType<typeof openFinders>;
};

beforeEach(async () => {
  const table = await freshTable(identity);
  deps = {
    accounts: openAccounts(table),
    logins: openLogins(table),
    links: openLinks(table),
    finders: openFinders(table),
  };
});

const SIXTH_A = AudienceId.parse("aud_7k2mq4x9d0abc");
const personId = (rank: number) => PersonId.parse(`per_${String(rank).padStart(13, "0")}`);

const person = (rank: number, more: Partial<Person> = {}): Person => ({
  personId: personId(rank),
  version: 1,
  givenName: "Jean",
  familyName: "MARTIN",
  roles: ["guardian"],
  children: [],
  present: true,
  ...more,
});

const told = (people: readonly Person[], schoolId = "0990001N") =>
  keepAccounts({ schoolId: SchoolId.parse(schoolId), schoolYear: 2026, people: [...people] }, deps);

const rights = async (rank: number) => {
  const account = await deps.accounts.find(accountIdOf(personId(rank)));
  return account && rightsOf(account).memberships.map(({ schoolId, role }) => `${schoolId}:${role}`);
};

describe("people told of by a school", () => {
  it("each get an account, and homonyms a login of their own", async () => {
    await told([person(1), person(2), person(3), person(4, { givenName: "Zoé" })]);
    const logins = await Promise.all(
      ["jean.martin", "jean.martin.2", "jean.martin.3", "zoe.martin"].map((login) => deps.logins.find(login)),
    );
    expect(new Set(logins.map((login) => login?.accountId))).toEqual(
      new Set([1, 2, 3, 4].map((rank) => accountIdOf(personId(rank)))),
    );
  });

  it("told of twice, even at the same time, keep one account and one login", async () => {
    await Promise.all([told([person(1)]), told([person(1)]), told([person(1)], "0990002P")]);
    await told([person(1)]);
    expect(await rights(1)).toEqual(["0990001N:guardian", "0990002P:guardian"]);
    expect(await deps.logins.find("jean.martin")).toEqual({ accountId: accountIdOf(personId(1)) });
    expect(await deps.logins.find("jean.martin.2")).toBeUndefined();
  });

  it("keep what was said last, in whatever order it arrives", async () => {
    await told([person(1, { version: 2, roles: ["guardian", "teacher"] })]);
    await told([person(1, { version: 1, roles: ["head"] })]);
    expect(await rights(1)).toEqual(["0990001N:guardian", "0990001N:teacher"]);
  });

  it("who left hold nothing any more there, and keep what they hold elsewhere", async () => {
    await told([person(1)]);
    await told([person(1)], "0990002P");
    await told([person(1, { version: 2, present: false })]);
    expect(await rights(1)).toEqual(["0990002P:guardian"]);
  });

  it("who left before their arrival was heard of do not come back when it is", async () => {
    await told([person(1, { version: 2, present: false })]);
    expect(await rights(1)).toBeUndefined();
    await told([person(1, { version: 1 })]);
    expect(await rights(1)).toEqual([]);
  });

  it("some of whom are known already, or bear a login already given, are all served", async () => {
    await told([person(1), person(2, { givenName: "Zoé" })], "0990002P");
    const fifty = Array.from({ length: 50 }, (_, rank) => person(rank, { givenName: rank % 5 ? `P${rank}` : "Zoé" }));
    await told([...fifty, person(3, { version: 2, roles: ["teacher"] })]);
    const held = await Promise.all(fifty.map((_, rank) => rights(rank)));
    expect(held.map((one) => one?.length)).toEqual(fifty.map((_, rank) => (rank === 1 || rank === 2 ? 2 : 1)));
    expect(held[3]).toEqual(["0990001N:teacher"]);
    expect(await deps.logins.find("zoe.martin.11")).toBeDefined();
    expect(await deps.logins.find("zoe.martin.12")).toBeUndefined();
  });

  it("who work in a school are found by it, and whoever has a mailbox by that mailbox", async () => {
    await told([person(1, { mail: "Lea@Example.org" }), person(2, { roles: ["teacher"], headTeacherOf: [SIXTH_A] })]);
    expect(await deps.finders.findStaff("0990001N")).toEqual([personId(2)]);
    expect(await deps.finders.findByMail(" lea@example.ORG ")).toEqual([accountIdOf(personId(1))]);
    const teacher = await deps.accounts.find(accountIdOf(personId(2)));
    expect(teacher?.attachments[0]?.headTeacherOf).toEqual([SIXTH_A]);
  });

  it("cost, for fifty unknown ones, at most 25 RRU and 300 WRU, in three calls", async () => {
    const fifty = Array.from({ length: 50 }, (_, rank) => person(rank, { familyName: `NOM${rank}` }));
    resetCapacity();
    await told(fifty);
    const first = readCapacity();
    expect(first.rru).toBeLessThanOrEqual(25);
    expect(first.wru).toBeLessThanOrEqual(300);
    expect(first.calls).toBeLessThanOrEqual(3);
    resetCapacity();
    await told(fifty);
    expect(readCapacity().calls).toBe(51);
  });
});

describe("people whom a federation knows", () => {
  it("are led to from what it calls them, and guardians from their children", async () => {
    const jointure = linkDigest("jointure:99|12345");
    await told([person(1, { links: [jointure] }), person(2, { children: [personId(1)] })]);
    expect(await deps.links.accountsBy(jointure)).toEqual([accountIdOf(personId(1))]);
    expect(await deps.links.accountsBy(childDigest(personId(1)))).toEqual([accountIdOf(personId(2))]);
  });

  it("are led to when fifty come at once, each with several links", async () => {
    const fifty = Array.from({ length: 50 }, (_, rank) =>
      person(rank, { links: [linkDigest(`a:${rank}`), linkDigest(`b:${rank}`)] }),
    );
    await told(fifty);
    expect(await deps.links.accountsBy(linkDigest("b:49"))).toEqual([accountIdOf(personId(49))]);
    expect(await deps.links.accountsBy(linkDigest("a:0"))).toEqual([accountIdOf(personId(0))]);
  });
});
