import { createLocalJWKSet, jwtVerify } from "jose";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freshTable } from "../../test/support/fresh-table.ts";
import { identity } from "./manifest.ts";
import { openIssuer } from "./provider/issuer.ts";
import { cookieRing, signingRing } from "./rings.ts";
import { setPasswords } from "./set-passwords.ts";
import { signIn } from "./sign-in.ts";
import { openAccounts } from "./store/accounts.ts";
import { openAttempts } from "./store/attempts.ts";
import { openLogins } from "./store/logins.ts";
import { openRecords } from "./store/records.ts";
import { type Browser, browser, gateway, pkce } from "./testing/browser.ts";

const ISSUER = "http://127.0.0.1:4010";

/** Seconds that passed since the test began, by decree. */
let elapsed = 0;
const now = (): number => Math.floor(Date.now() / 1000) + elapsed;
let newBrowser: () => Browser;
let newPasswords: (input: unknown) => ReturnType<typeof setPasswords>;

beforeAll(async () => {
  const table = await freshTable(identity);
  const shared = {
    records: openRecords(table, now),
    accounts: openAccounts(table),
    cookieKeys: cookieRing(table, now),
    now,
  };
  const logins = openLogins(table);
  const issuer = openIssuer({
    ...shared,
    issuerUrl: ISSUER,
    portalUrl: "https://portail.example",
    signingKeys: signingRing(table, now),
  });
  const door = { ...shared, logins, attempts: openAttempts(table), newId: () => crypto.randomUUID(), secure: false };
  const find = gateway({ issuer, signIn: (request) => signIn(request, door) });
  newBrowser = () => browser(ISSUER, find);
  newPasswords = (input) => setPasswords(input, { ...shared, logins });
  await newPasswords({
    accounts: [
      {
        login: "solene.briac",
        password: "mot-de-passe-1",
        personId: "per_7k2mq4x9d0abc",
        displayName: "Solène BRIAC",
        memberships: [
          { schoolId: "0990001N", role: "teacher" },
          { schoolId: "0990002P", role: "teacher" },
        ],
        children: [{ schoolId: "0990001N", pupilId: "per_1111111111111" }],
      },
    ],
  });
}, 60_000);

beforeEach(() => {
  elapsed = 0;
});

const RIGHT = { login: "Solène.Briac ", password: "mot-de-passe-1" };

const openPage = async (me: Browser, request = pkce()) => {
  const asked = await me.send("GET", request.authorize);
  expect(asked.status).toBe(303);
  return asked.location;
};

const enter = async (me: Browser, request = pkce(), form: Record<string, string> = RIGHT) => {
  const page = await openPage(me, request);
  const checked = await me.send("POST", page, form);
  const resumed = await me.send("GET", checked.location);
  const code = new URL(resumed.location).searchParams.get("code") ?? "";
  return { code, resumed };
};

const token = (me: Browser, form: Record<string, string>) => me.send("POST", "/token", form);

const redeem = async (me: Browser, request = pkce()) => {
  const { code } = await enter(me, request);
  const { clientId: client_id, redirectUri: redirect_uri, verifier: code_verifier } = request;
  const form = { grant_type: "authorization_code", client_id, redirect_uri, code, code_verifier };
  const answer = await token(me, form);
  expect(answer.status, answer.body).toBe(200);
  return { ...(JSON.parse(answer.body) as { access_token: string; refresh_token: string; id_token: string }), form };
};

const refresh = async (me: Browser, refresh_token: string) => {
  const { status, body } = await token(me, { grant_type: "refresh_token", client_id: "preau-cli", refresh_token });
  return { status, ...(JSON.parse(body) as { access_token: string; refresh_token: string; error?: string }) };
};

const verified = async (me: Browser, jwt: string) => {
  const keys = JSON.parse((await me.send("GET", "/jwks")).body);
  return jwtVerify(jwt, createLocalJWKSet(keys), { issuer: ISSUER, audience: "preau-api" });
};

describe("signing in", () => {
  it("gives a teacher an access token that says what she is, where", async () => {
    const me = newBrowser();
    const { access_token, id_token } = await redeem(me);
    const { payload, protectedHeader } = await verified(me, access_token);
    expect(protectedHeader.alg).toBe("RS256");
    expect(payload).toMatchObject({
      sub: expect.stringMatching(/^acc_[0-9a-z]{13}$/),
      client_id: "preau-cli",
      scope: "preau",
      memberships: "0990001N:teacher:per_7k2mq4x9d0abc 0990002P:teacher:per_7k2mq4x9d0abc",
      children: "0990001N:per_1111111111111",
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(900);
    expect(JSON.parse(Buffer.from(id_token.split(".")[1] ?? "", "base64url").toString())).toMatchObject({
      name: "Solène BRIAC",
    });
  });
});
