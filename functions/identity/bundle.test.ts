import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { signIn } from "@preau/demo/sign-in";
import { build } from "esbuild";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshTable } from "../../test/support/fresh-table.ts";
import { alias, plugins } from "./bundle.ts";
import { identity } from "./manifest.ts";
import { gateway, type Handler } from "./testing/gateway.ts";
import { serveHttp } from "./testing/serve-http.ts";
import { SOLENE } from "./testing/world.ts";

const directory = mkdtempSync(join(tmpdir(), "preau-identity-bundle-"));
const bundled = (name: string): string => join(directory, `${name}.mjs`);
const entry = (name: string): string => new URL(`./${name}.lambda.ts`, import.meta.url).pathname;
const load = async (name: string): Promise<Handler> => (await import(pathToFileURL(bundled(name)).href)).handler;

/** As every function is bundled: the SDK finds its credentials in the environment only. */
const ENVIRONMENT_CREDENTIALS = fileURLToPath(new URL("../../infra/lambda-credentials.ts", import.meta.url));

let server: Awaited<ReturnType<typeof serveHttp>>;

beforeAll(async () => {
  await build({
    entryPoints: ["issuer", "sign-in", "set-passwords"].map(entry),
    entryNames: "[name]",
    outdir: directory,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    minify: true,
    platform: "node",
    format: "esm",
    target: "node24",
    mainFields: ["module", "main"],
    alias: { ...alias, "@aws-sdk/credential-provider-node": ENVIRONMENT_CREDENTIALS },
    plugins,
    banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
    logLevel: "error",
    legalComments: "none",
  });
  await freshTable(identity);
  server = await serveHttp();
  process.env.ISSUER_URL = server.url;
  server.route(gateway({ issuer: await load("issuer.lambda"), signIn: await load("sign-in.lambda") }));
  const setPasswords: (input: unknown) => Promise<unknown> = (
    await import(pathToFileURL(bundled("set-passwords.lambda")).href)
  ).handler;
  await setPasswords({ accounts: [SOLENE] });
}, 60_000);

afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true, force: true });
});

describe("the bundles", () => {
  it("of the issuer and of the password function are at most 560 KiB", () => {
    for (const name of ["issuer", "sign-in", "set-passwords"])
      expect(statSync(bundled(`${name}.lambda`)).size / 1024, name).toBeLessThanOrEqual(560);
  });

  it("sign a person in over HTTP: what was left out of them is not missed", async () => {
    const { accessToken, refreshToken, expiresIn } = await signIn({ issuerUrl: server.url, ...SOLENE });
    const keys = createRemoteJWKSet(new URL("/jwks", server.url));
    const { payload } = await jwtVerify(accessToken, keys, { issuer: server.url, audience: "preau-api" });
    expect(payload.memberships).toContain("0990001N:teacher");
    expect(expiresIn).toBe(900);
    const form = { grant_type: "refresh_token", client_id: "preau-cli", refresh_token: refreshToken };
    const refreshed = await fetch(new URL("/token", server.url), { method: "POST", body: new URLSearchParams(form) });
    expect(refreshed.status).toBe(200);
  });

  it("say in the page's own words why somebody is refused", async () => {
    const wrong = signIn({ issuerUrl: server.url, login: SOLENE.login, password: "faux" });
    await expect(wrong).rejects.toThrow("Identifiant ou mot de passe incorrect");
  });

  it("answer what is asked with a form, a discovery document or an error page as the sources do", async () => {
    const discovery = await fetch(new URL("/.well-known/openid-configuration", server.url));
    expect(await discovery.json()).toMatchObject({
      issuer: server.url,
      authorization_endpoint: `${server.url}/authorize`,
      jwks_uri: `${server.url}/jwks`,
      code_challenge_methods_supported: ["S256"],
    });
    const page = await fetch(new URL("/authorize?client_id=unknown", server.url));
    expect([page.status, page.headers.get("content-type")]).toEqual([400, "text/html; charset=utf-8"]);
    const refused = await fetch(new URL("/token", server.url), {
      method: "POST",
      body: "{}",
      headers: { "content-type": "application/json" },
    });
    expect(await refused.json()).toMatchObject({ error: "invalid_request" });
  });
});
