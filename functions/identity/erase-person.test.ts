import { accountIdOf } from "@preau/contract/derive-id";
import { beforeEach, describe, expect, it } from "vitest";
import { personErasedV1 } from "../../events/person-erased.v1.ts";
import { freshTable } from "../../test/support/fresh-table.ts";
import { erasePerson } from "./erase-person.ts";
import { identity } from "./manifest.ts";
import { type Accounts, openAccounts } from "./store/accounts.ts";
import { type Erasures, openErasures } from "./store/erasures-store.ts";
import { type Logins, openLogins } from "./store/logins.ts";

const personId = "per_7k2mq4x9d0abc";
const accountId = accountIdOf(personId);
const said = (schoolId: string, version = 5) => ({
  schoolId,
  personId,
  version,
  givenName: "Nina",
  familyName: "MARLOW",
  roles: [],
  children: [],
});
const erased = personErasedV1.schema.parse({ ...personErasedV1.example, personId, version: 9 });

let world: { accounts: Accounts; logins: Logins; erasures: Erasures };
beforeEach(async () => {
  const table = await freshTable(identity);
  world = { accounts: openAccounts(table), logins: openLogins(table), erasures: openErasures(table) };
  await world.logins.open({ accountId, login: "nina.marlow", attachment: said("0990001N") });
});

describe("somebody whom a school erased", () => {
  it("has no account and no login any more, and may be erased twice", async () => {
    await erasePerson(erased, world);
    await erasePerson(erased, world);
    expect(await world.accounts.find(accountId)).toBeUndefined();
    expect(await world.logins.find("nina.marlow")).toBeUndefined();
  });

  it("keeps the account that another school still speaks of", async () => {
    await world.accounts.attach(accountId, said("0990002P"));
    await erasePerson(erased, world);
    expect((await world.accounts.find(accountId))?.attachments.map(({ schoolId }) => schoolId)).toEqual(["0990002P"]);
    expect(await world.logins.find("nina.marlow")).toBeDefined();
  });

  it("keeps all when the school named them again since", async () => {
    await world.accounts.attach(accountId, said("0990001N", 10));
    await erasePerson(erased, world);
    expect((await world.accounts.find(accountId))?.attachments).toHaveLength(1);
  });
});
