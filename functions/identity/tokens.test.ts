import { PersonId, SchoolId } from "@preau/contract";
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { enter, redeem, refresh, request, signedIn } from "./testing/application.ts";
import type { Browser } from "./testing/browser.ts";
import { ISSUER, LEILA, OPERATOR, openWorld, PORTAL, SOLENE, type World } from "./testing/world.ts";

const DAY = 86_400;
let world: World;
let me: Browser;

beforeAll(async () => {
  world = await openWorld();
  await world.setPasswords(SOLENE, LEILA, OPERATOR);
});

beforeEach(() => {
  world.clock.ahead = 0;
  me = world.newBrowser();
});

const verified = async (jwt: string) => {
  const keys = JSON.parse((await me.send("GET", "/jwks")).body);
  return jwtVerify(jwt, createLocalJWKSet(keys), { issuer: ISSUER, audience: "preau-api" });
};

describe("an access token", () => {
  it("says what a teacher is in each of her schools, and whose mother she is", async () => {
    const { access_token, expires_in } = await signedIn(me);
    const { payload, protectedHeader } = await verified(access_token);
    expect(protectedHeader.alg).toBe("RS256");
    expect(payload).toMatchObject({
      sub: expect.stringMatching(/^acc_[0-9a-z]{13}$/),
      client_id: "preau-cli",
      scope: "preau",
      memberships: "0990001N:teacher:per_7k2mq4x9d0abc 0990002P:teacher:per_7k2mq4x9d0abc",
      children: "0990001N:per_1111111111111",
    });
    expect([expires_in, (payload.exp ?? 0) - (payload.iat ?? 0)]).toEqual([900, 900]);
  });

  it("says of an operator that he runs the territory and belongs to no school", async () => {
    const { payload } = await verified((await signedIn(me, request(), OPERATOR)).access_token);
    expect(payload.memberships).toMatch(/^territory:operator:per_[0-9a-z]{13}$/);
    expect(payload.children).toBe("");
  });

  it("follows the school: what changed in the directory shows at the next refresh", async () => {
    const { refresh_token } = await signedIn(me, request(), LEILA);
    await world.peopleChanged({
      schoolId: SchoolId.parse("0990003Q"),
      schoolYear: 2026,
      people: [
        {
          personId: PersonId.parse(LEILA.personId),
          version: 1_800_000_000_000,
          familyName: "HADDAD",
          givenName: "Leïla",
          roles: ["librarian"],
          children: [],
          present: true,
        },
      ],
    });
    const { access_token } = await refresh(me, refresh_token);
    expect((await verified(access_token)).payload.memberships).toBe(
      `0990002P:teacher:${LEILA.personId} 0990003Q:librarian:${LEILA.personId}`,
    );
  });

  it("comes with an identity token that carries the person's name", async () => {
    const { id_token } = await signedIn(me);
    expect(JSON.parse(Buffer.from(id_token.split(".")[1] ?? "", "base64url").toString())).toMatchObject({
      aud: "preau-cli",
      name: "Solène BRIAC",
    });
  });

  it("is signed with a key whose private part is not published", async () => {
    const { keys } = JSON.parse((await me.send("GET", "/jwks")).body);
    expect(keys).toHaveLength(1);
    expect(Object.keys(keys[0]).sort()).toEqual(["alg", "e", "kid", "kty", "n", "use"]);
  });
});

describe("a code", () => {
  it("is exchanged once, even by two requests at the same instant", async () => {
    const asked = request();
    const code = await enter(me, asked);
    const both = await Promise.all([redeem(me, asked, code), redeem(me, asked, code)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
    const again = await redeem(me, asked, code);
    expect([again.status, again.error]).toEqual([400, "invalid_grant"]);
  });

  it("is worth nothing without the verifier of the application that asked", async () => {
    const asked = request();
    const stolen = { ...asked, verifier: request().verifier };
    expect(await redeem(me, stolen, await enter(me, asked))).toMatchObject({ status: 400, error: "invalid_grant" });
  });

  it("is worth nothing after a minute", async () => {
    const asked = request();
    const code = await enter(me, asked);
    world.clock.ahead = 61;
    expect(await redeem(me, asked, code)).toMatchObject({ status: 400, error: "invalid_grant" });
  });
});

describe("a deployment and a change of keys", () => {
  it("sign nobody out: a cold issuer goes on with what the last one left, and new tokens are signed with the new key", async () => {
    const term = await openWorld();
    await term.setPasswords(SOLENE);
    const phone = term.newBrowser();
    const portal = () => request("preau-web", `${PORTAL}/callback`);
    let tokens = await signedIn(phone, portal());
    const kidOf = (token: string) => decodeProtectedHeader(token).kid;
    const kids = new Set([kidOf(tokens.access_token)]);
    const opensAgain = async () => (await phone.send("GET", portal().authorize)).location.includes("code=");
    term.deploy();
    expect(await opensAgain()).toBe(true);
    for (const day of [89, 91, 93]) {
      term.clock.ahead = day * DAY;
      term.deploy();
      tokens = await refresh(phone, tokens.refresh_token, "preau-web");
      const { keys } = JSON.parse((await phone.send("GET", "/jwks")).body);
      expect(keys.map(({ kid }: { kid: string }) => kid)).toContain(kidOf(tokens.access_token));
      kids.add(kidOf(tokens.access_token));
    }
    expect([tokens.status, kids.size]).toEqual([200, 2]);
  });
});

describe("a refresh token", () => {
  it("is replaced at each use", async () => {
    const first = await signedIn(me);
    const second = await refresh(me, first.refresh_token);
    expect(second.status).toBe(200);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect((await verified(second.access_token)).payload.memberships).toContain("0990001N:teacher");
  });

  it("still serves within a minute of its first use: two tabs, or an answer lost in a tunnel", async () => {
    const { refresh_token } = await signedIn(me);
    const answers = await Promise.all([refresh(me, refresh_token), refresh(me, refresh_token)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    world.clock.ahead = 50;
    const late = await refresh(me, refresh_token);
    expect(late.status).toBe(200);
    expect((await refresh(me, late.refresh_token)).status).toBe(200);
  });

  it("whose answer was lost serves again hours and weeks later, each time with a new answer", async () => {
    const { refresh_token } = await signedIn(me);
    for (const day of [0, 0.2, 1, 60]) {
      world.clock.ahead = day * DAY;
      expect((await refresh(me, refresh_token)).status, `after ${day} days`).toBe(200);
    }
    world.clock.ahead = 60 * DAY + 3_600;
    const { status, refresh_token: next } = await refresh(me, refresh_token);
    expect([status, (await refresh(me, next)).status]).toEqual([200, 200]);
  });

  it("presented again after its answer served is a stolen copy: every token of that sign-in dies", async () => {
    const { refresh_token } = await signedIn(me);
    const { refresh_token: next } = await refresh(me, refresh_token);
    const { refresh_token: current } = await refresh(me, next);
    world.clock.ahead = 45;
    expect((await refresh(me, refresh_token)).status).toBe(200);
    world.clock.ahead = 62;
    expect(await refresh(me, refresh_token)).toMatchObject({ status: 400, error: "invalid_grant" });
    expect(await refresh(me, current)).toMatchObject({ status: 400, error: "invalid_grant" });
  });

  it("taken from under a phone that asked again betrays the thief: every token of that sign-in dies", async () => {
    const { refresh_token } = await signedIn(me);
    const thief = await refresh(me, refresh_token);
    world.clock.ahead = 3_600;
    const phone = await refresh(me, refresh_token);
    expect(phone.status).toBe(200);
    expect(await refresh(me, thief.refresh_token)).toMatchObject({ status: 400, error: "invalid_grant" });
    expect(await refresh(me, phone.refresh_token)).toMatchObject({ status: 400, error: "invalid_grant" });
  });

  it("serves two tabs that ask again together long after a lost answer", async () => {
    const { refresh_token } = await signedIn(me);
    await refresh(me, refresh_token);
    world.clock.ahead = DAY;
    const tabs = await Promise.all([refresh(me, refresh_token), refresh(me, refresh_token)]);
    expect(tabs.map(({ status }) => status)).toEqual([200, 200]);
    const next = await Promise.all(tabs.map((tab) => refresh(me, tab.refresh_token)));
    expect(next.map(({ status }) => status)).toEqual([200, 200]);
  });

  it("is over ninety days after its last use, and four hundred days after the password whatever its uses", async () => {
    const later = await openWorld();
    await later.setPasswords(SOLENE);
    const phone = later.newBrowser();
    const unused = await signedIn(phone);
    const unheard = await signedIn(later.newBrowser());
    let { refresh_token: token } = await signedIn(later.newBrowser());
    for (let day = 80; day < 400; day += 80) {
      later.clock.ahead = day * DAY;
      const answer = await refresh(phone, token);
      expect(answer.status, `after ${day} days`).toBe(200);
      token = answer.refresh_token;
      // Its answer is lost each time: that was a use all the same.
      expect((await refresh(phone, unheard.refresh_token)).status, `unheard after ${day} days`).toBe(200);
      if (day > 90) expect(await refresh(phone, unused.refresh_token)).toMatchObject({ error: "invalid_grant" });
    }
    later.clock.ahead = 401 * DAY;
    expect(await refresh(phone, token)).toMatchObject({ status: 400, error: "invalid_grant" });
  });

  it("of one application is refused to another", async () => {
    const { refresh_token } = await signedIn(me);
    expect((await refresh(me, refresh_token, "preau-app")).status).toBe(400);
  });

  it("is worth nothing once revoked", async () => {
    const { refresh_token: token } = await signedIn(me);
    expect((await me.send("POST", "/token/revocation", { client_id: "preau-cli", token })).status).toBe(200);
    expect(await refresh(me, token)).toMatchObject({ status: 400, error: "invalid_grant" });
  });
});
