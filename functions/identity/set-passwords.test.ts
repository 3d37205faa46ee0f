import { beforeEach, describe, expect, it } from "vitest";
import { setPasswords } from "./set-passwords.ts";
import { OPERATOR, openWorld, type World } from "./testing/world.ts";

let world: World;

beforeEach(async () => {
  world = await openWorld();
});

describe("setting passwords", () => {
  it("opens the first operator of a territory, then only changes the password", async () => {
    expect(await world.setPasswords(OPERATOR)).toEqual([{ login: "operateur", state: "opened" }]);
    expect(await world.setPasswords({ ...OPERATOR, password: "un-autre-mot" })).toEqual([
      { login: "operateur", state: "set" },
    ]);
  });

  it("never leaves a login that belongs nowhere, whoever is killed on the way", async () => {
    const { logins, accounts } = world;
    const attach = () => Promise.reject(new Error("killed"));
    const deps = { logins, accounts: { ...accounts, attach, signOut: attach }, now: () => 1_000 };
    await setPasswords({ accounts: [OPERATOR] }, deps);
    const { accountId = "" } = (await logins.find("operateur")) ?? {};
    expect((await accounts.find(accountId))?.attachments).toMatchObject([
      { schoolId: "territory", roles: ["operator"] },
    ]);
  });

  it("opens nothing for a login that is neither known nor given a place", async () => {
    expect(await world.setPasswords({ login: "jamais.vu", password: "mot-de-passe" })).toEqual([
      { login: "jamais.vu", state: "unknown" },
    ]);
  });

  it("refuses a password of fewer than eight characters, and sets none of the others", async () => {
    await expect(world.setPasswords(OPERATOR, { login: "x", password: "court" })).rejects.toThrow();
    expect(await world.setPasswords({ login: "operateur", password: "mot-de-passe" })).toEqual([
      { login: "operateur", state: "unknown" },
    ]);
  });
});
