import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { accountIdOf } from "@preau/contract/derive-id";
import { openTable } from "@preau/store";
import { build } from "esbuild";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { peopleChangedV1 } from "../../events/people-changed.v1.ts";
import { freshTable } from "../../test/support/fresh-table.ts";
import { alias, plugins } from "../identity/bundle.ts";
import { identity } from "../identity/manifest.ts";
import { openRegisteredClients } from "../identity/store/registered-clients.ts";
import { request } from "../identity/testing/application.ts";
import { type Browser, browser } from "../identity/testing/browser.ts";
import { type Gateway, gateway, type Handler } from "../identity/testing/gateway.ts";
import { serveHttp } from "../identity/testing/serve-http.ts";
import { SOLENE } from "../identity/testing/world.ts";
import { keepPeople } from "./keep-people.ts";
import { partners } from "./manifest.ts";
import { openPeopleStore } from "./people-store.ts";
import { openRegistry } from "./store.ts";
import { noReply } from "./testing/no-reply.ts";
import { PRONOTE } from "./testing/pronote.ts";
import { loginFor, onwardIn } from "./testing/service.ts";

const directory = mkdtempSync(join(tmpdir(), "preau-partners-bundle-"));
const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const load = async (name: string) => (await import(pathToFileURL(join(directory, `${name}.lambda.mjs`)).href)).handler;

const HOME = "https://vie-scolaire.example/";
const RETURN = "https://manuels.example/retour";

let server: Awaited<ReturnType<typeof serveHttp>>;
let find: Gateway;
let identityTable: string;

beforeAll(async () => {
  await build({
    entryPoints: ["../identity/issuer", "../identity/sign-in", "../identity/set-passwords", "./cas"].map((name) =>
      pathOf(`${name}.lambda.ts`),
    ),
    entryNames: "[name]",
    outdir: directory,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    minify: true,
    platform: "node",
    format: "esm",
    target: "node24",
    mainFields: ["module", "main"],
    alias: { ...alias, "@aws-sdk/credential-provider-node": pathOf("../../infra/lambda-credentials.ts") },
    plugins,
    banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
    logLevel: "error",
    legalComments: "none",
  });
  server = await serveHttp();
  process.env.ISSUER_URL = server.url;
  identityTable = await freshTable(identity);
  const doors = gateway({ issuer: await load("issuer"), signIn: await load("sign-in") });
  await (await load("set-passwords"))({ accounts: [SOLENE] });
  const table = openTable(await freshTable(partners));
  const cas = gateway({ cas: (await load("cas")) as Handler }, partners);
  find = (method, path) => doors(method, path) ?? cas(method, path);
  server.route(find);
  const by = { changedBy: accountIdOf(SOLENE.personId), changedAt: "2026-11-23T07:04:00.000Z" };
  const service = { ...PRONOTE, serviceId: "srv_0000000000001" as never, version: 1, salt: "s" };
  await openRegistry(table).keepService(service, undefined, by, noReply(table));
  const said = {
    personId: SOLENE.personId,
    version: 1,
    familyName: "BRIAC",
    givenName: "Solène",
    roles: ["teacher"],
    children: [],
    present: true,
  };
  await keepPeople(peopleChangedV1.schema.parse({ schoolId: "0990001N", schoolYear: 2026, people: [said] }), {
    people: openPeopleStore(table),
  });
}, 60_000);

afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true, force: true });
});

/** Follows the house's redirects, typing the password where it is asked for, to the address outside. */
const leave = async (me: Browser, from: string): Promise<URL> => {
  let seen = await me.send("GET", from);
  for (let step = 0; step < 8 && seen.status === 303 && !seen.location.startsWith("https:"); step++)
    seen = seen.location.startsWith("/sign-in/")
      ? await me.send("POST", seen.location, { login: SOLENE.login, password: SOLENE.password })
      : await me.send("GET", seen.location);
  return new URL(seen.location || onwardIn(seen.body));
};

describe("the bundles", () => {
  it("let a person into a CAS service, the server asking the issuer over HTTP", async () => {
    const ticket = (await leave(browser(server.url, find), loginFor(HOME))).searchParams.get("ticket") ?? "";
    const query = new URLSearchParams({ service: HOME, ticket });
    const answer = await fetch(new URL(`/cas/serviceValidate?${query}`, server.url));
    expect(answer.headers.get("content-type")).toBe("application/xml; charset=utf-8");
    expect(await answer.text()).toContain("<cas:prenom>Solène</cas:prenom>");
  });

  it("know an OpenID partner by the signature of its request", async () => {
    const { privateKey, publicKey } = await generateKeyPair("ES256");
    const { kty = "", crv = "", x = "", y = "" } = await exportJWK(publicKey);
    const clientId = "srv_0000000000002";
    const terms = { state: "active", roles: ["teacher"], attributes: ["school"], offered: "everywhere" } as const;
    const registration = {
      redirectUris: [RETURN],
      signOutUris: [],
      authentication: "private_key_jwt",
      keys: [{ kty, crv, x, y, kid: "k1" }],
    } as const;
    await openRegisteredClients(identityTable, () => 0).keep(
      { clientId, name: "Manuels", terms, registration, salt: "s" },
      1,
    );
    const asked = request(clientId, RETURN, { scope: "openid profile" });
    const code = (await leave(browser(server.url, find), asked.authorize)).searchParams.get("code") ?? "";
    const assertion = new SignJWT({ jti: randomBytes(8).toString("hex") })
      .setProtectedHeader({ alg: "ES256", kid: "k1" })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(server.url)
      .setIssuedAt()
      .setExpirationTime("1m");
    const form = {
      grant_type: "authorization_code",
      code,
      redirect_uri: RETURN,
      code_verifier: asked.verifier,
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: await assertion.sign(privateKey),
    };
    const answer = await fetch(new URL("/token", server.url), { method: "POST", body: new URLSearchParams(form) });
    const tokens = await answer.json();
    expect(answer.status, JSON.stringify(tokens)).toBe(200);
    const claims = JSON.parse(Buffer.from(tokens.id_token.split(".")[1], "base64url").toString());
    expect(claims.uai).toEqual(["0990001N", "0990002P"]);
  });
});
