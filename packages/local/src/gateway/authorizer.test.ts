import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createAuthorizer } from "./authorizer.ts";
import { type HttpServer, listen } from "./listen.ts";

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;
const asked: string[] = [];
const published = new Map<string, Pair>();
let server: HttpServer;
let issuer: string;

beforeAll(async () => {
  published.set("old", await generateKeyPair("RS256"));
  server = await listen(0, async (request, response) => {
    asked.push(request.url ?? "");
    const keys = [...published].map(async ([kid, { publicKey }]) => ({ ...(await exportJWK(publicKey)), kid }));
    const document = { issuer, jwks_uri: `${issuer}/keys` };
    response.end(JSON.stringify(request.url === "/keys" ? { keys: await Promise.all(keys) } : document));
  });
  issuer = `http://127.0.0.1:${server.port}`;
});
beforeEach(() => asked.splice(0));
afterAll(() => server.stop());

it("asks the issuer once for many tokens, and not at all before the first", async () => {
  const authorize = createAuthorizer({ issuer, audience: ["preau-api"] });
  expect(asked).toEqual([]);
  for (let index = 0; index < 5; index++)
    expect(await authorize(`Bearer ${await token("old")}`, [])).toHaveProperty("claims");
  expect(asked).toEqual(["/.well-known/openid-configuration", "/keys"]);
});

it("never asks the issuer about a token that could not pass", async () => {
  const authorize = createAuthorizer({ issuer, audience: ["preau-api"] });
  const symmetric = await new SignJWT({}).setProtectedHeader({ alg: "HS256" }).sign(new Uint8Array(32));
  for (const junk of ["Bearer junk", `Bearer ${symmetric}`, "Bearer "])
    expect(await authorize(junk, [])).toMatchObject({ status: 401 });
  expect(asked).toEqual([]);
});

it("learns the key of a token signed after a rotation", async () => {
  const authorize = createAuthorizer({ issuer, audience: ["preau-api"], keyCooldownMs: 0 });
  await authorize(`Bearer ${await token("old")}`, []);
  published.set("new", await generateKeyPair("RS256"));
  expect(await authorize(`Bearer ${await token("new")}`, [])).toHaveProperty("claims");
});

it("refuses while the issuer is away, and accepts once it is back", async () => {
  const { port } = server;
  await server.stop();
  const authorize = createAuthorizer({ issuer, audience: ["preau-api"] });
  const bearer = `Bearer ${await token("old")}`;
  expect(await authorize(bearer, [])).toMatchObject({ status: 401 });
  server = await listen(port, async (request, response) => {
    const keys = [{ ...(await exportJWK(pair("old").publicKey)), kid: "old" }];
    response.end(JSON.stringify(request.url === "/keys" ? { keys } : { issuer, jwks_uri: `${issuer}/keys` }));
  });
  expect(await authorize(bearer, [])).toHaveProperty("claims");
});

function pair(kid: string): Pair {
  const found = published.get(kid);
  if (found === undefined) throw new Error(`no key ${kid}`);
  return found;
}

function token(kid: string): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: "RS256", kid })
    .setIssuer(issuer)
    .setAudience("preau-api")
    .setExpirationTime("1m")
    .sign(pair(kid).privateKey);
}
