import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { accountIdOf } from "@preau/contract/derive-id";
import { PersonId, SchoolId } from "@preau/contract/ids";
import type { Role } from "@preau/contract/role";
import { claimsOf, type Principal, principalOf } from "@preau/policy";
import { newId, serve } from "@preau/runtime";
import { documentClient } from "@preau/store/client";
import { beforeEach, describe, expect, it } from "vitest";
import { caller } from "../../../test/support/request.ts";
import { rightsOf } from "../account.ts";
import { codeDigest, newCode } from "../activation/access-code.ts";
import { identityContract } from "../contract.ts";
import { itemKey } from "../store/item-key.ts";
import { openMerges } from "../store/merges.ts";
import { refresh, request, signedIn } from "../testing/application.ts";
import { openWorld, type World } from "../testing/world.ts";
import { mergeAccounts } from "./merge-accounts.ts";
import { listMerges, undoMerge } from "./undo-merge.ts";

const LYON = SchoolId.parse("0690001N");
const PARIS = SchoolId.parse("0750001A");
const MOTHER_LYON = PersonId.parse("per_1111111111111");
const MOTHER_PARIS = PersonId.parse("per_2222222222222");
const PUPIL = PersonId.parse("per_3333333333333");
const [NINA, TOM, ZOE] = ["per_4444444444444", "per_5555555555555", "per_6666666666666"].map((id) =>
  PersonId.parse(id),
) as [PersonId, PersonId, PersonId];
const PASSWORD = "girafe velours";

let world: World;
let ask: ReturnType<typeof caller>;

const tell = (
  schoolId: SchoolId,
  personId: PersonId,
  more: { givenName?: string; roles?: Role[]; children?: PersonId[]; version?: number } = {},
) =>
  world.peopleChanged({
    schoolId,
    schoolYear: 2026,
    people: [
      {
        personId,
        version: 1,
        givenName: "Léa",
        familyName: "MARTIN",
        roles: ["guardian"],
        children: [],
        present: true,
        ...more,
      },
    ],
  });

const rights = async (personId: PersonId) => {
  const account = await world.accounts.find(accountIdOf(personId));
  if (account === undefined) throw new Error("no account");
  return { accountId: account.accountId, ...rightsOf(account) };
};

const as = async (personId: PersonId): Promise<Principal> => {
  const { accountId, ...held } = await rights(personId);
  return principalOf({ sub: accountId, ...claimsOf(held) });
};

const merge = async (body: object, by = MOTHER_LYON) => ask("mergeAccounts", await as(by), { body });
const proof = { login: "lea.martin.2", password: PASSWORD };

beforeEach(async () => {
  world = await openWorld();
  const deps = {
    now: () => new Date(world.now() * 1000),
    epoch: world.now,
    newId,
    accounts: world.accounts,
    attempts: world.attempts,
    logins: world.logins,
    codes: world.codes,
    merges: openMerges(world.table),
  };
  ask = caller(
    serve(identityContract, { mergeAccounts, listMerges, undoMerge }, () => deps),
    identityContract,
  );
  await tell(LYON, MOTHER_LYON, { children: [NINA] });
  await tell(PARIS, MOTHER_PARIS, { children: [TOM] });
  await tell(LYON, PUPIL, { givenName: "Hugo", roles: ["pupil"] });
  await world.setPasswords(
    { login: "lea.martin", password: PASSWORD },
    { login: "lea.martin.2", password: PASSWORD },
    { login: "hugo.martin", password: PASSWORD },
  );
});

describe("a parent whom two academies know", () => {
  it("joins the two accounts with proof of both: one sign-in, whichever the login, for the children of both schools", async () => {
    const { status, body } = await merge(proof);
    expect([status, body.login, body.state]).toEqual([200, "lea.martin.2", "merged"]);
    const one = accountIdOf(MOTHER_LYON);
    for (const login of ["lea.martin", "lea.martin.2"]) {
      const { access_token } = await signedIn(world.newBrowser(), request(), { login, password: PASSWORD });
      const claims = JSON.parse(Buffer.from(access_token.split(".")[1] ?? "", "base64url").toString());
      expect(claims.sub).toBe(one);
      expect(claims.children.split(" ")).toEqual([`${LYON}:${NINA}`, `${PARIS}:${TOM}`]);
      expect(claims.memberships).toContain(`${PARIS}:guardian:${MOTHER_PARIS}`);
    }
  });

  it("proves the second by a code as well, and the code still opens it afterwards", async () => {
    const code = newCode();
    await world.codes.keep("lea.martin.2", "printed", codeDigest("lea.martin.2", code));
    expect((await merge({ login: "Lea.Martin.2", code })).status).toBe(200);
    expect(await world.codes.find("lea.martin.2")).toHaveLength(1);
  });

  it("is signed out where the second account was used, and stays signed in with the first", async () => {
    const [first, second] = [world.newBrowser(), world.newBrowser()];
    const kept = await signedIn(first, request(), { login: "lea.martin", password: PASSWORD });
    const ended = await signedIn(second, request(), { login: "lea.martin.2", password: PASSWORD });
    await merge(proof);
    expect((await refresh(first, kept.refresh_token)).status).toBe(200);
    expect((await refresh(second, ended.refresh_token)).status).toBe(400);
  });

  it("hears later of what the second school says, under the one account", async () => {
    await merge(proof);
    await tell(PARIS, MOTHER_PARIS, { version: 2, children: [TOM, ZOE] });
    expect((await rights(MOTHER_LYON)).children.map(({ pupilId }) => pupilId)).toEqual([NINA, TOM, ZOE]);
  });

  it("asking twice joins them once", async () => {
    const [once, twice] = [await merge(proof), await merge(proof)];
    expect(twice.body).toEqual(once.body);
    expect((await rights(MOTHER_LYON)).children).toHaveLength(2);
  });

  it("takes them apart within thirty days, and each has exactly what it had", async () => {
    const before = [await rights(MOTHER_LYON), await rights(MOTHER_PARIS)];
    const { body } = await merge(proof);
    const undo = async (by = MOTHER_LYON) => ask("undoMerge", await as(by), { params: { mergeId: body.mergeId } });
    expect((await undo(PUPIL)).status).toBe(404);
    expect((await undo()).body.state).toBe("undone");
    expect([await rights(MOTHER_LYON), await rights(MOTHER_PARIS)]).toEqual(before);
    expect((await undo()).body.state).toBe("undone");
    const listed = await ask("listMerges", await as(MOTHER_LYON));
    expect(listed.body.items).toMatchObject([{ mergeId: body.mergeId, state: "undone", name: "Léa MARTIN" }]);
    expect((await merge(proof)).status).toBe(200);
    expect((await rights(MOTHER_PARIS)).accountId).toBe(accountIdOf(MOTHER_LYON));
  });

  it("thirty days later asks the school", async () => {
    const { body } = await merge(proof);
    world.clock.ahead += 30 * 86_400;
    const late = await ask("undoMerge", await as(MOTHER_LYON), { params: { mergeId: body.mergeId } });
    expect([late.status, late.body.code]).toEqual([409, "merge-undo-too-late"]);
  });

  it("may join a third, and part from it alone", async () => {
    await tell(PARIS, ZOE, { givenName: "Lea-Marie", children: [ZOE] });
    await world.setPasswords({ login: "lea-marie.martin", password: PASSWORD });
    await merge(proof);
    const { body } = await merge({ login: "lea.martin", password: PASSWORD }, ZOE);
    expect((await rights(MOTHER_PARIS)).accountId).toBe(accountIdOf(ZOE));
    expect((await rights(ZOE)).children).toHaveLength(3);
    await ask("undoMerge", await as(ZOE), { params: { mergeId: body.mergeId } });
    expect((await rights(MOTHER_PARIS)).accountId).toBe(accountIdOf(MOTHER_LYON));
    expect((await rights(ZOE)).children).toHaveLength(1);
  });
});

describe("an account joined to one that a school then erased", () => {
  it("stands alone again, with what its own schools say", async () => {
    await merge(proof);
    await documentClient.send(
      new DeleteCommand({ TableName: world.table, Key: itemKey.account(accountIdOf(MOTHER_LYON)) }),
    );
    const alone = await rights(MOTHER_PARIS);
    expect(alone.accountId).toBe(accountIdOf(MOTHER_PARIS));
    expect(alone.children.map(({ pupilId }) => pupilId)).toEqual([TOM]);
  });
});

describe("a merge is refused", () => {
  it("without proof, in the same words whether the other account exists or not", async () => {
    const wrong = await merge({ login: "lea.martin.2", password: "pas le bon" });
    const unknown = await merge({ login: "jamais.vue", password: "pas le bon" });
    expect([wrong.status, wrong.body.code]).toEqual([403, "merge-not-proved"]);
    expect({ ...unknown.body, correlationId: "" }).toEqual({ ...wrong.body, correlationId: "" });
  });

  it("when passwords are being guessed, which makes the owner wait a minute at most", async () => {
    for (let guess = 0; guess < 6; guess++) await merge({ login: "lea.martin.2", password: "essai" });
    expect((await merge(proof)).status).toBe(429);
    world.clock.ahead += 61;
    expect((await merge(proof)).status).toBe(200);
  });

  it("between a pupil and a parent, whoever asks", async () => {
    expect((await merge({ login: "hugo.martin", password: PASSWORD })).body.code).toBe("merge-not-allowed");
    expect((await merge({ login: "lea.martin", password: PASSWORD }, PUPIL)).body.code).toBe("merge-not-allowed");
  });

  it("with itself", async () => {
    expect((await merge({ login: "lea.martin", password: PASSWORD })).body.code).toBe("merge-not-allowed");
  });
});
