import { type Principal, principalOf } from "@preau/policy";
import { newId, serve } from "@preau/runtime";
import { openBlockWrites, openReplies, openSwitchboard, openTable, readCapacity, resetCapacity } from "@preau/store";
import { decodeJwt } from "jose";
import { beforeEach, describe, expect, it } from "vitest";
import { caller } from "../../../test/support/request.ts";
import { identityContract } from "../contract.ts";
import { openAccessRecords } from "../store/access-records-store.ts";
import { openAccounts } from "../store/accounts.ts";
import { refresh, request, signedIn } from "../testing/application.ts";
import { LEILA, OPERATOR, openWorld, SOLENE, type World } from "../testing/world.ts";
import { blockAccess, blockAccessForSchool } from "./block-access.ts";
import { liftBlock, liftBlockForSchool } from "./lift-block.ts";
import { listBlocks, listBlocksOfSchool } from "./list-blocks.ts";

const COLLEGE = "0990001N";
const LYCEE = "0990002P";
const HOUR = 3_600;

const someone = (memberships: string) => principalOf({ sub: "acc_0000000000001", memberships });
const head = someone(`${COLLEGE}:head:per_3333333333333`);
const operator = someone("territory:operator:per_4444444444444");

let world: World;
let ask: ReturnType<typeof caller>;
let now: () => Date;

beforeEach(async () => {
  world = await openWorld();
  await world.setPasswords(SOLENE, LEILA, OPERATOR);
  process.env.SWITCHBOARD_TABLE = world.switchboardTable;
  const opened = Date.now();
  now = () => new Date(opened + world.clock.ahead * 1000);
  const table = openTable(world.table);
  const deps = () => ({
    now,
    newId,
    replies: openReplies(table),
    accounts: openAccounts(world.table),
    accessRecords: openAccessRecords(table),
    blockWrites: openBlockWrites(world.switchboardTable),
    switchboard: openSwitchboard(world.switchboardTable),
  });
  const operations = {
    blockAccess,
    listBlocks,
    liftBlock,
    blockAccessForSchool,
    listBlocksOfSchool,
    liftBlockForSchool,
  };
  ask = caller(serve(identityContract, operations, deps), identityContract);
});

const inHours = (hours: number) => new Date(now().getTime() + hours * HOUR * 1000).toISOString();
const pupils = { kind: "profile", role: "pupil" };
const solene = { kind: "account", personId: SOLENE.personId };
const order = (target: object = solene, hours = 24) => ({
  target,
  reason: "threats",
  note: "Alerte",
  until: inHours(hours),
});
const block = (body: object = order(), by: Principal = head, headers = {}) =>
  ask("blockAccess", by, { params: { schoolId: COLLEGE }, body, headers });
const list = async (query = {}, by: Principal = head) =>
  (await ask("listBlocks", by, { params: { schoolId: COLLEGE }, query })).body;
const lift = (blockId: string, by: Principal = head) =>
  ask("liftBlock", by, { params: { schoolId: COLLEGE, blockId } });
const claims = (token: string) => decodeJwt<{ memberships: string; children: string; blocked?: string }>(token);

describe("a block", () => {
  it("takes the account's rights in that school out of its next token, new sign-in or refresh, and leaves the other school", async () => {
    const me = world.newBrowser();
    const { refresh_token, access_token } = await signedIn(me);
    expect(claims(access_token).memberships).toContain(COLLEGE);
    const { status, body } = await block();
    expect([status, body.state, body.by.role]).toEqual([201, "active", "head"]);
    for (const tokens of [await refresh(me, refresh_token), await signedIn(world.newBrowser(), request())])
      expect(claims(tokens.access_token)).toMatchObject({
        memberships: `${LYCEE}:teacher:${SOLENE.personId}`,
        children: "",
        blocked: COLLEGE,
      });
  });

  it("ends by itself, without signing anybody out", async () => {
    const me = world.newBrowser();
    const { refresh_token } = await signedIn(me);
    await block(order(solene, 1));
    world.clock.ahead = HOUR + 60;
    const { access_token } = await refresh(me, refresh_token);
    expect(claims(access_token)).toMatchObject({ memberships: expect.stringContaining(COLLEGE) });
    expect((await list()).items).toMatchObject([{ state: "ended" }]);
    expect(await list({ state: "active" })).toEqual({ items: [] });
  });

  it("is told to the head with who, why, until when, and who lifted it", async () => {
    const first = (await block(order(pupils))).body;
    world.clock.ahead = 60;
    const second = (await block()).body;
    expect((await list()).items).toEqual([second, first]);
    expect((await list({ state: "active" })).items).toEqual([second, first]);
    world.clock.ahead = 120;
    const lifted = await lift(first.blockId);
    expect(lifted.body).toMatchObject({ state: "lifted", lifted: { by: { role: "head" }, at: now().toISOString() } });
    expect((await list()).items).toEqual([second, lifted.body]);
    expect((await list({ state: "active" })).items).toEqual([second]);
    expect(await world.switchboard.read("BLOCKS")).toMatchObject([{ id: second.blockId, personId: SOLENE.personId }]);
  });

  it("lifted again stays as it was lifted first, even by two at once", async () => {
    const { blockId } = (await block()).body;
    const both = await Promise.all([lift(blockId), lift(blockId)]);
    world.clock.ahead = 600;
    const again = await lift(blockId);
    expect(both.map(({ body }) => body)).toEqual([again.body, again.body]);
  });

  it("asked for twice under one key is thrown once", async () => {
    const headers = { "idempotency-key": "deux-fois-la-meme" };
    const body = order();
    const [first, second] = [await block(body, head, headers), await block(body, head, headers)];
    expect(second.body).toEqual(first.body);
    expect((await list()).items).toHaveLength(1);
    expect(await world.switchboard.read("BLOCKS")).toHaveLength(1);
  });

  it("costs 3 items written together", async () => {
    resetCapacity();
    await block();
    expect(readCapacity()).toMatchObject({ wru: 6, roundTrips: 2 });
  });
});

describe("nobody", () => {
  it("is blocked by a head who is no business of theirs: themselves, the heads, an operator, another school's people", async () => {
    const codes = async (target: object, by = head) => (await block(order(target), by)).body.code;
    expect(await codes({ kind: "profile", role: "head" })).toBe("block-refused");
    expect(await codes({ kind: "profile", role: "operator" })).toBe("block-refused");
    expect(await codes(solene, someone(`${COLLEGE}:head:${SOLENE.personId}`))).toBe("block-refused");
    expect(await codes({ kind: "account", personId: LEILA.personId })).toBe("not-found");
    expect(await codes({ kind: "account", personId: `per_${"0".repeat(13)}` })).toBe("not-found");
  });

  it.each([-1, 0, 92 * 24 + 1])(
    "is blocked until %i hours from now: the end is to come, and within a quarter",
    async (hours) => {
      const { status, body } = await block(order(solene, hours));
      expect([status, body.errors[0].field]).toEqual([400, "body.until"]);
    },
  );
});

describe("an operator", () => {
  it("blocks, sees and lifts for any school of the territory; its head sees it, and leaves the lifting to them", async () => {
    const params = { uai: COLLEGE };
    const thrown = await ask("blockAccessForSchool", operator, {
      params,
      body: order({ kind: "profile", role: "guardian" }),
    });
    expect(thrown.body.by.role).toBe("operator");
    expect((await ask("listBlocksOfSchool", operator, { params })).body.items).toEqual([thrown.body]);
    expect((await list()).items).toEqual([thrown.body]);
    expect((await lift(thrown.body.blockId)).body.code).toBe("lift-refused");
    const it = { params: { ...params, blockId: thrown.body.blockId } };
    expect((await ask("liftBlockForSchool", operator, it)).body.lifted.by.role).toBe("operator");
    const own = (await block()).body;
    expect((await ask("liftBlockForSchool", operator, { params: { ...params, blockId: own.blockId } })).status).toBe(
      200,
    );
  });
});
