import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { linkDigest } from "@preau/contract/derive-id";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { alias, plugins } from "../bundle.ts";
import { identity } from "../manifest.ts";
import { type Browser, browser } from "../testing/browser.ts";
import { type Federation, openFederation, someone } from "../testing/federation.ts";
import type { Handler } from "../testing/gateway.ts";
import { requestIn } from "../testing/identity-provider.ts";
import { ISSUER } from "../testing/world.ts";

const directory = mkdtempSync(join(tmpdir(), "preau-federation-bundle-"));
const file = join(directory, "federation-saml.lambda.mjs");
const pathOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

let federation: Federation;
let me: Browser;

beforeAll(async () => {
  await build({
    entryPoints: [pathOf("../federation-saml.lambda.ts")],
    outfile: file,
    bundle: true,
    minify: true,
    platform: "node",
    format: "esm",
    target: "node24",
    mainFields: ["module", "main"],
    alias: { ...alias, "@aws-sdk/credential-provider-node": pathOf("../../../infra/lambda-credentials.ts") },
    plugins,
    banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
    logLevel: "error",
    legalComments: "none",
  });
  federation = await openFederation();
  await federation.told([someone(1, { roles: ["pupil"], links: [linkDigest("jointure:99|11")] })]);
  process.env.ISSUER_URL = ISSUER;
  const { handler }: { handler: Handler } = await import(pathToFileURL(file).href);
  const { find } = federation.world;
  const bundled = identity.functions.federationSaml?.issuerRoutes ?? [];
  me = browser(ISSUER, (method, path) => {
    const found = find(method, path);
    return found && bundled.includes(found.routeKey) ? { ...found, handler } : found;
  });
}, 60_000);

afterAll(() => rmSync(directory, { recursive: true, force: true }));

const attributes = { FrEduCtRefId: ["{AAF}99|1|11"] };

describe("the bundle that speaks SAML", () => {
  it("is at most 560 KiB", () => {
    expect(statSync(file).size / 1024).toBeLessThanOrEqual(560);
  });

  it("writes a request that others can read, although its XML writer is ours", async () => {
    const { xml, relayState } = requestIn(await federation.ask(me, "educonnect"));
    expect(xml).toMatch(
      /^<\?xml version="1.0"\?><samlp:AuthnRequest .*<saml:Issuer [^>]*>http:\/\/127\.0\.0\.1:4010\/[^<]+<\/saml:Issuer>/,
    );
    expect(relayState).not.toBe("");
  });

  it("believes an honest answer and no other: what was left out of it is not missed", async () => {
    const { status, location } = await federation.arrive(me, "educonnect", { attributes });
    expect(status).toBe(303);
    expect((await me.send("GET", location)).location).toContain("/authorize/");
    const bent = [
      { responseSigner: undefined },
      { assertionSigner: undefined },
      { audience: "https://autre.example" },
      { signedResponse: (xml: string) => xml.replace('Version="2.0"', 'Version="2.1"') },
    ];
    for (const one of bent)
      expect((await federation.arrive(me, "educonnect", { attributes, ...one })).status).toBe(400);
  });
});
