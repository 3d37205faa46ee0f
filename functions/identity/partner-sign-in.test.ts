import { createHash, randomBytes } from "node:crypto";
import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { SchoolId } from "@preau/contract";
import { accountIdOf } from "@preau/contract/derive-id";
import { readCapacity, resetCapacity } from "@preau/store";
import { documentClient } from "@preau/store/client";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { serviceChangedV1 } from "../../events/service-changed.v1.ts";
import { keepClient, keepClientChoice } from "./keep-clients.ts";
import { entryEvents } from "./publish-entries.ts";
import { type Request, request } from "./testing/application.ts";
import type { Browser } from "./testing/browser.ts";
import { ISSUER, LEILA, openWorld, SOLENE, type World } from "./testing/world.ts";

const [COLLEGE, LYCEE] = ["0990001N", "0990002P"];
const SECRET = randomBytes(32).toString("base64url");
const digest = (secret: string): string => createHash("sha256").update(secret).digest("base64url");
const RETURN = "https://manuels.example/retour";

let world: World;
let me: Browser;
let ranks = 0;

type Changed = ReturnType<typeof serviceChangedV1.schema.parse>;

/** A partner with a secret, open to teachers everywhere, but for what is changed. */
const declare = async (changes: Partial<Changed> = {}): Promise<string> => {
  ranks += 1;
  const serviceId = changes.serviceId ?? `srv_${String(ranks).padStart(13, "0")}`;
  const service = serviceChangedV1.schema.parse({
    serviceId,
    version: 1,
    name: "Manuels numériques",
    state: "active",
    protocol: "oidc",
    roles: ["teacher"],
    attributes: ["profile", "school"],
    offered: "everywhere",
    client: {
      redirectUris: [RETURN],
      signOutUris: [],
      authentication: "client_secret_basic",
      keys: [],
      secretDigest: digest(SECRET),
    },
    ...changes,
  });
  await keepClient(service, world);
  return serviceId;
};

beforeAll(async () => {
  world = await openWorld();
  await world.setPasswords(SOLENE, LEILA);
});

beforeEach(() => {
  me = world.newBrowser();
});

const asked = (clientId: string, more: Record<string, string> = {}): Request =>
  request(clientId, RETURN, { scope: "openid profile", ...more });

/** From the partner to its return address, typing the password where it is asked for. */
const enter = async (query: Request, { login, password }: { login: string; password: string } = SOLENE) => {
  let seen = await me.send("GET", query.authorize);
  for (let step = 0; step < 6 && seen.status === 303; step++) {
    if (seen.location.startsWith(RETURN)) return new URL(seen.location).searchParams;
    seen = seen.location.startsWith("/sign-in/")
      ? await me.send("POST", seen.location, { login, password })
      : await me.send("GET", seen.location);
  }
  throw new Error(`no way back: ${seen.status}`);
};

const basic = (clientId: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString("base64")}`,
});

const redeem = async (
  query: Request,
  code: string,
  { headers, form }: { headers?: Record<string, string>; form?: Record<string, string> },
) => {
  const found = world.find("POST", "/token");
  if (found === undefined) throw new Error("the issuer gives tokens");
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    redirect_uri: query.redirectUri,
    code,
    code_verifier: query.verifier,
    ...form,
  });
  const answer = await found.handler({
    routeKey: found.routeKey,
    rawPath: "/token",
    rawQueryString: "",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    pathParameters: {},
    isBase64Encoded: false,
    body: body.toString(),
    requestContext: { http: { method: "POST" } },
  });
  return { status: answer.statusCode, ...JSON.parse(answer.body ?? "{}") };
};

const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());

const signedIn = async (clientId: string, person = SOLENE as Parameters<typeof enter>[1]) => {
  const query = asked(clientId);
  const code = (await enter(query, person)).get("code") ?? "";
  return redeem(query, code, { headers: basic(clientId, SECRET) });
};

describe("a partner that speaks OpenID Connect", () => {
  it("is told what it was granted, under a name that is nobody else's, and gets no way into the API", async () => {
    const tokens = await signedIn(await declare());
    expect(tokens.status, JSON.stringify(tokens)).toBe(200);
    const claims = claimsOf(tokens.id_token);
    expect(claims).toMatchObject({ profiles: ["National_ens"], uai: [COLLEGE, LYCEE] });
    expect(claims.sub).toMatch(/^[\w-]{43}$/);
    for (const kept of ["name", "given_name", "family_name", "birthdate", "children"])
      expect(claims).not.toHaveProperty(kept);
    expect(tokens.access_token).not.toContain(".");
    expect(tokens).not.toHaveProperty("refresh_token");
  });

  it("knows a person by one name for ever, another partner by another", async () => {
    const [one, other] = [await declare(), await declare()];
    const first = claimsOf((await signedIn(one)).id_token).sub;
    expect(claimsOf((await signedIn(other)).id_token).sub).not.toBe(first);
    await declare({ serviceId: one, version: 2, attributes: ["familyName"] });
    const again = claimsOf((await signedIn(one)).id_token);
    expect([again.sub, again.family_name, again.uai]).toEqual([first, "Solène BRIAC", undefined]);
  });

  it("may not ask for the API", async () => {
    const clientId = await declare();
    const answer = await enter(asked(clientId, { resource: "urn:preau:api", scope: "openid preau" }));
    expect(answer.get("error")).toMatch(/^invalid_(target|scope)$/);
  });

  it("must hold its secret, send the proof of what it began, and return where it said", async () => {
    const clientId = await declare();
    const query = asked(clientId);
    const code = (await enter(query)).get("code") ?? "";
    expect(await redeem(query, code, { headers: basic(clientId, digest(SECRET)) })).toMatchObject({
      status: 401,
      error: "invalid_client",
    });
    expect(await redeem(query, code, { form: { client_id: clientId } })).toMatchObject({
      status: 401,
      error: "invalid_client",
    });
    const bare = new URL(query.authorize, ISSUER);
    bare.searchParams.delete("code_challenge");
    bare.searchParams.delete("code_challenge_method");
    expect((await enter({ ...query, authorize: `${bare.pathname}${bare.search}` })).get("error")).toBe(
      "invalid_request",
    );
    const elsewhere = request(clientId, "https://manuels.example/autre", { scope: "openid" });
    expect((await me.send("GET", elsewhere.authorize)).status).toBe(400);
  });

  it("may sign its requests instead of holding a secret, each once", async () => {
    const { privateKey, publicKey } = await generateKeyPair("ES256");
    const { kty = "", crv = "", x = "", y = "" } = await exportJWK(publicKey);
    const key = { kty, crv, x, y, kid: "k1", alg: "ES256" };
    const clientId = await declare({
      client: { redirectUris: [RETURN], signOutUris: [], authentication: "private_key_jwt", keys: [key] },
    });
    const assertion = await new SignJWT({ jti: randomBytes(8).toString("hex") })
      .setProtectedHeader({ alg: "ES256", kid: "k1" })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(ISSUER)
      .setIssuedAt()
      .setExpirationTime("1m")
      .sign(privateKey);
    const form = {
      client_assertion: assertion,
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    };
    const query = asked(clientId);
    const tokens = await redeem(query, (await enter(query)).get("code") ?? "", { form });
    expect(tokens.status, JSON.stringify(tokens)).toBe(200);
    const next = asked(clientId);
    const again = await redeem(next, (await enter(next)).get("code") ?? "", { form });
    expect(again).toMatchObject({ status: 401, error: "invalid_client" });
  });

  it("out of use is as if it had never been declared", async () => {
    const clientId = await declare({ state: "disabled" });
    const unknown = await me.send("GET", asked("srv_zzzzzzzzzzzzz").authorize);
    const disabled = await me.send("GET", asked(clientId).authorize);
    expect([disabled.status, disabled.body]).toEqual([unknown.status, unknown.body]);
    expect(disabled.status).toBe(400);
  });

  it("under maintenance sends people back with a word", async () => {
    expect((await enter(asked(await declare({ state: "maintenance" })))).get("error")).toBe("temporarily_unavailable");
  });

  it("without its secret yet cannot come", async () => {
    const clientId = await declare({
      client: { redirectUris: [RETURN], signOutUris: [], authentication: "client_secret_basic", keys: [] },
    });
    expect((await me.send("GET", asked(clientId).authorize)).status).toBe(400);
  });

  it("hears the last word of the registry, whatever the order of arrival", async () => {
    const clientId = await declare({ version: 3, attributes: ["school"] });
    await declare({ serviceId: clientId, version: 2, attributes: ["familyName", "school"] });
    expect(claimsOf((await signedIn(clientId)).id_token)).not.toHaveProperty("family_name");
  });
});

describe("the person who enters a partner's service", () => {
  it("can read afterwards what it was told, and that once a sign-in", async () => {
    const clientId = await declare({ attributes: ["profile", "familyName", "class"] });
    await signedIn(clientId, LEILA);
    const { Items = [] } = await documentClient.send(
      new QueryCommand({
        TableName: world.table,
        KeyConditionExpression: "pk = :pk",
        FilterExpression: "serviceId = :service",
        ExpressionAttributeValues: { ":pk": `ENTRIES#${accountIdOf(LEILA.personId)}`, ":service": clientId },
      }),
    );
    expect(Items).toHaveLength(1);
    const [said] = entryEvents([{ entity: "entry", before: undefined, after: Items[0] }]);
    expect(said?.payload).toEqual({
      accountId: accountIdOf(LEILA.personId),
      serviceId: clientId,
      name: "Manuels numériques",
      at: expect.stringMatching(/^20\d\d-/),
      attributes: ["profile", "familyName"],
      schoolIds: [LYCEE],
    });
  });
});

describe("the price of a partner's sign-in", () => {
  it("is 3.5 RRU and 3 WRU to exchange the code of a member of one school: no refresh token, one entry noted", async () => {
    const clientId = await declare();
    const query = asked(clientId);
    const code = (await enter(query, LEILA)).get("code") ?? "";
    resetCapacity();
    expect((await redeem(query, code, { headers: basic(clientId, SECRET) })).status).toBe(200);
    const { rru, wru } = readCapacity();
    expect([rru, wru]).toEqual([3.5, 3]);
  });
});

describe("a school and a partner that speaks OpenID Connect", () => {
  const choose = (serviceId: string, schoolId: string, choice: "masked" | "activated", version = 1) =>
    keepClientChoice({ serviceId, schoolId: schoolId as never, choice, version }, world);

  it("masks it for its own members only", async () => {
    const clientId = await declare();
    await choose(clientId, LYCEE, "masked");
    expect((await enter(asked(clientId), LEILA)).get("error")).toBe("access_denied");
    me = world.newBrowser();
    expect(claimsOf((await signedIn(clientId)).id_token).uai).toEqual([COLLEGE]);
  });

  it("activates what is offered on request", async () => {
    const clientId = await declare({ offered: "on-request" });
    expect((await enter(asked(clientId), LEILA)).get("error")).toBe("access_denied");
    await choose(clientId, LYCEE, "activated", 2);
    await choose(clientId, LYCEE, "masked", 1);
    expect((await enter(asked(clientId), LEILA)).get("code")).toBeTruthy();
  });

  it("never hears of one reserved for another school", async () => {
    const clientId = await declare({ reservedFor: [SchoolId.parse(COLLEGE)] });
    await choose(clientId, LYCEE, "activated");
    expect((await enter(asked(clientId), LEILA)).get("error")).toBe("access_denied");
    me = world.newBrowser();
    expect(claimsOf((await signedIn(clientId)).id_token).uai).toEqual([COLLEGE]);
  });

  it("does not open it to whom it is not meant for", async () => {
    expect((await enter(asked(await declare({ roles: ["pupil"] })))).get("error")).toBe("access_denied");
  });
});
