import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/** Files of `oidc-provider`, and of the `jose` it signs with, that only serve features we leave off. */
const UNUSED = [
  "oidc-provider/lib/actions/challenge",
  "oidc-provider/lib/actions/code_verification",
  "oidc-provider/lib/actions/credential",
  "oidc-provider/lib/actions/authorization/ciba",
  "oidc-provider/lib/actions/authorization/device",
  "oidc-provider/lib/actions/grants/ciba",
  "oidc-provider/lib/actions/grants/client_credentials",
  "oidc-provider/lib/actions/grants/device_code",
  "oidc-provider/lib/actions/grants/pre_authorized_code",
  "oidc-provider/lib/actions/interaction",
  "oidc-provider/lib/actions/introspection",
  "oidc-provider/lib/actions/openid_credential_issuer",
  "oidc-provider/lib/actions/registration",
  "oidc-provider/lib/actions/userinfo",
  "oidc-provider/lib/adapters/memory_adapter",
  "oidc-provider/lib/consts/dev_keystore",
  "oidc-provider/lib/helpers/client_id_metadata_document",
  "oidc-provider/lib/helpers/fetch_request",
  "oidc-provider/lib/helpers/sector_validate",
  "oidc-provider/lib/helpers/user_code_form",
  "oidc-provider/lib/response_modes/web_message",
  "oidc-provider/lib/shared/attest_client_auth",
  "jose/dist/webapi/lib/content_encryption",
  "jose/dist/webapi/lib/deflate",
  "jose/dist/webapi/lib/jwe_decrypt",
  "jose/dist/webapi/lib/jwe_encrypt",
];

/** The same exports, which say so when they are called after all. */
const hollow = (source: string, file: string): string => {
  const declared = [...source.matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gm)].map(
    ([, name]) => name,
  );
  const listed = [...source.matchAll(/^export \{([^}]*)\}/gm)].flatMap(
    ([, list = ""]) => list.match(/\w+(?=\s*(,|$))/g) ?? [],
  );
  const refuse = `const refuse = () => { throw new Error("${file} is not bundled"); };`;
  const named = [...declared, ...listed].map((name) => `export const ${name} = refuse;`);
  return [refuse, ...named, ...(/^export default/m.test(source) ? ["export default refuse;"] : [])].join("\n");
};

/** The library's own pages, in English: each of ours is given in its place, or its feature is off. */
const withoutPages = (source: string): string => source.replace(/`<!DOCTYPE html>[\s\S]*?<\/html>`/g, '""');

/** Every request passes through this file, pushed or not; only the answer to a pushed one is left out. */
const withoutPushedAnswer = (source: string): string =>
  source.replace(
    /export async function pushedAuthorizationRequestResponse[\s\S]*?\n}\n/,
    'export const pushedAuthorizationRequestResponse = () => { throw new Error("pushed requests are off"); };\n',
  );

/** Leaves the unused parts of `oidc-provider` out of the bundle: they are not tree-shaken, for the provider names them all. */
export const trimProvider: Plugin = {
  name: "trim-provider",
  setup: (build) => {
    build.onLoad({ filter: /oidc-provider\/lib\/helpers\/defaults\.js$/ }, async ({ path }) => ({
      contents: withoutPages(await readFile(path, "utf8")),
      loader: "js",
    }));
    build.onLoad({ filter: /\/pushed_authorization_requests\.js$/ }, async ({ path }) => ({
      contents: withoutPushedAnswer(await readFile(path, "utf8")),
      loader: "js",
    }));
    const filter = new RegExp(`(${UNUSED.join("|")})\\.js$`);
    build.onLoad({ filter }, async ({ path }) => ({
      contents: hollow(await readFile(path, "utf8"), path.slice(path.lastIndexOf("node_modules/"))),
      loader: "js",
    }));
  },
};
