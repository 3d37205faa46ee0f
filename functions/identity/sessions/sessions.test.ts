import { randomBytes } from "node:crypto";
import { accountIdOf } from "@preau/contract/derive-id";
import { type Principal, principalOf } from "@preau/policy";
import { newId, serve } from "@preau/runtime";
import { openReplies, openTable, readCapacity, resetCapacity } from "@preau/store";
import { decodeJwt } from "jose";
import { beforeEach, describe, expect, it } from "vitest";
import { caller } from "../../../test/support/request.ts";
import { identityContract } from "../contract.ts";
import { openAccessRecords } from "../store/access-records-store.ts";
import { openAccounts } from "../store/accounts.ts";
import { openRecords } from "../store/records.ts";
import { openPage, refresh, request, signedIn } from "../testing/application.ts";
import type { Browser } from "../testing/browser.ts";
import { LEILA, openWorld, PORTAL, SOLENE, type World } from "../testing/world.ts";
import { listDevices } from "./list-devices.ts";
import { signOutDevice, signOutEverywhere } from "./sign-out.ts";
import { signOutAccount } from "./sign-out-account.ts";
import { listSignOuts, signOutPerson } from "./sign-out-person.ts";

const DAY = 86_400;
const COLLEGE = "0990001N";
const HEAD = {
  login: "nadia.proviseure",
  password: "mot-de-passe-4",
  personId: "per_3333333333333",
  displayName: "Nadia PROVISEURE",
  memberships: [{ schoolId: COLLEGE, role: "head" }],
};

let world: World;
let ask: ReturnType<typeof caller>;
let phone: Browser;

beforeEach(async () => {
  world = await openWorld();
  await world.setPasswords(SOLENE, LEILA, HEAD);
  process.env.SWITCHBOARD_TABLE = world.switchboardTable;
  const opened = Math.floor(Date.now() / 1000);
  const epoch = () => opened + world.clock.ahead;
  const table = openTable(world.table);
  const accounts = openAccounts(world.table);
  const deps = () => ({
    now: () => new Date(epoch() * 1000),
    epoch,
    newId,
    replies: openReplies(table),
    accounts: { ...accounts, signOut: signOutAccount(accounts, world.switchboard) },
    devices: world.devices,
    records: openRecords(world.table, epoch),
    switchboard: world.switchboard,
    accessRecords: openAccessRecords(table),
  });
  const operations = { listDevices, signOutDevice, signOutEverywhere, signOutPerson, listSignOuts };
  ask = caller(serve(identityContract, operations, deps), identityContract);
  phone = world.newBrowser(
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36",
  );
});

const app = () => request("preau-app", "fr.preau.app:/callback");
const portal = () => request("preau-web", `${PORTAL}/callback`);

/** Who a token speaks for, as the gateway hands it over. */
const bearer = (accessToken: string): Principal => {
  const { iat, ...claims } = decodeJwt(accessToken);
  return principalOf({ ...(claims as Record<string, string>), iat: String(iat) });
};
const devicesOf = async (principal: Principal) => (await ask("listDevices", principal)).body.items;

describe("the devices of an account", () => {
  it("are named so that one knows one's own, with the day of their last use, the current one marked", async () => {
    const onPhone = await signedIn(phone, app());
    world.clock.ahead = 2 * DAY;
    const desk = world.newBrowser("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0");
    const onDesk = await signedIn(desk, portal());
    const day = (ahead: number) =>
      new Date(Date.now() + ahead * 1000).toLocaleDateString("sv", { timeZone: "Europe/Paris" });
    expect(await devicesOf(bearer(onPhone.access_token))).toEqual([
      expect.objectContaining({
        name: "Ordinateur Windows, Portail Préau, Firefox",
        current: false,
        lastUsedOn: day(2 * DAY),
      }),
      expect.objectContaining({ name: "Téléphone Android, Application Préau", current: true, lastUsedOn: day(0) }),
    ]);
    world.clock.ahead = 5 * DAY;
    await refresh(phone, onPhone.refresh_token, "preau-app");
    const [latest] = await devicesOf(bearer(onDesk.access_token));
    expect(latest).toMatchObject({ name: "Téléphone Android, Application Préau", lastUsedOn: day(5 * DAY) });
  });

  it("are nobody else's to see or to sign out", async () => {
    const mine = bearer((await signedIn(phone, app())).access_token);
    const hers = bearer((await signedIn(world.newBrowser(), app(), LEILA)).access_token);
    expect(await devicesOf(hers)).toHaveLength(1);
    const [device] = await devicesOf(mine);
    const params = { deviceId: device.deviceId };
    expect((await ask("signOutDevice", hers, { params })).status).toBe(404);
    expect(await devicesOf(mine)).toHaveLength(1);
  });

  it("no longer show one whose application signed out, nor any after the password changed", async () => {
    const kept = await signedIn(phone, app());
    const left = await signedIn(phone, app());
    await phone.send("POST", "/token/revocation", { client_id: "preau-app", token: left.refresh_token });
    expect(await devicesOf(bearer(kept.access_token))).toHaveLength(1);
    world.clock.ahead = 600;
    await world.setPasswords({ ...SOLENE, password: "mot-de-passe-neuf" });
    expect(await devicesOf({ ...bearer(kept.access_token) })).toEqual([]);
  });

  it("cost one query, and one consistent read each", async () => {
    const { access_token } = await signedIn(phone, app());
    await signedIn(phone, app());
    resetCapacity();
    await devicesOf(bearer(access_token));
    expect(readCapacity()).toMatchObject({ rru: 3, wru: 0, roundTrips: 2 });
  });
});

describe("signing one device out", () => {
  it("ends it and nothing else: no refresh, no token, no way back in without the password", async () => {
    const lost = await signedIn(phone, portal());
    const kept = await signedIn(world.newBrowser(), app());
    const me = bearer(kept.access_token);
    const { deviceId } = bearer(lost.access_token);
    const answer = await ask("signOutDevice", me, { params: { deviceId: String(deviceId) } });
    expect(answer.status).toBe(200);
    expect((await refresh(phone, lost.refresh_token, "preau-web")).error).toBe("invalid_grant");
    expect(await world.switchboard.read("REVOKED")).toMatchObject([{ id: deviceId }]);
    // The browser on that device is still open: it must show the page, not open the portal again.
    await openPage(phone, portal());
    expect((await refresh(world.newBrowser(), kept.refresh_token, "preau-app")).status).toBe(200);
    expect(await devicesOf(me)).toHaveLength(1);
  });

  it("that is unknown, or already out, finds nothing", async () => {
    const me = bearer((await signedIn(phone, app())).access_token);
    const params = { deviceId: `dev_${"0".repeat(13)}` };
    expect((await ask("signOutDevice", me, { params })).body.code).toBe("not-found");
    expect((await ask("signOutDevice", me, { params: { deviceId: String(me.deviceId) } })).status).toBe(200);
    expect(
      (await ask("signOutDevice", { ...me, issuedAt: Date.now() }, { params: { deviceId: String(me.deviceId) } }))
        .status,
    ).toBe(404);
  });
});

describe("signing out everywhere", () => {
  it("ends every device and every open browser, and may be repeated", async () => {
    const first = await signedIn(phone, app());
    const desk = world.newBrowser();
    const second = await signedIn(desk, portal());
    world.clock.ahead = 600;
    for (const _ of [1, 2]) expect((await ask("signOutEverywhere", bearer(first.access_token))).status).toBe(200);
    expect((await refresh(phone, first.refresh_token, "preau-app")).error).toBe("invalid_grant");
    expect((await refresh(desk, second.refresh_token, "preau-web")).error).toBe("invalid_grant");
    const accountId = accountIdOf(SOLENE.personId);
    expect(await world.switchboard.read("REVOKED")).toMatchObject([{ id: accountId, before: expect.any(Number) }]);
    await openPage(desk, portal());
  });
});

describe("signing a person of the school out", () => {
  const order = { reason: "stolen", note: "Menaces envoyées depuis ce compte" };
  const person = (personId: string) => ({ params: { schoolId: COLLEGE, personId }, body: order });
  const head = () => principalOf({ sub: accountIdOf(HEAD.personId), memberships: `${COLLEGE}:head:${HEAD.personId}` });

  it("ends their sign-ins and is recorded with who and why", async () => {
    const { refresh_token } = await signedIn(phone, app());
    world.clock.ahead = 600;
    const answer = await ask("signOutPerson", head(), person(SOLENE.personId));
    expect(answer.body).toMatchObject({
      ...order,
      personId: SOLENE.personId,
      by: { personId: HEAD.personId, role: "head" },
    });
    expect((await refresh(phone, refresh_token, "preau-app")).error).toBe("invalid_grant");
    const { body } = await ask("listSignOuts", head(), { params: { schoolId: COLLEGE } });
    expect(body.items).toEqual([answer.body]);
  });

  it("is recorded once, however often it is sent", async () => {
    const headers = { "idempotency-key": randomBytes(8).toString("hex") };
    const asked = { ...person(SOLENE.personId), headers };
    expect((await ask("signOutPerson", head(), asked)).body).toEqual((await ask("signOutPerson", head(), asked)).body);
    expect((await ask("listSignOuts", head(), { params: { schoolId: COLLEGE } })).body.items).toHaveLength(1);
  });

  it("does not reach somebody of another school, nor tell that they exist", async () => {
    const foreign = await ask("signOutPerson", head(), person(LEILA.personId));
    const absent = await ask("signOutPerson", head(), person(`per_${"0".repeat(13)}`));
    expect([foreign.status, foreign.body.code]).toEqual([404, absent.body.code]);
  });
});
