import { createHash, randomBytes } from "node:crypto";
import type { HttpReply } from "../http/reply.ts";
import type { HttpRequest } from "../http/request.ts";
import { identity } from "../manifest.ts";

type Handler = (request: HttpRequest) => Promise<HttpReply>;

/** What a browser saw: status, headers, body. */
export interface Seen {
  readonly status: number;
  readonly location: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const matching = (pattern: string, method: string, path: string): Record<string, string> | undefined => {
  const [wanted = "", route = ""] = pattern.split(" ");
  const found = new RegExp(`^${route.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`).exec(path);
  return wanted === method && found ? { ...found.groups } : undefined;
};

/** A gateway with the routes of the manifest in front of the given functions. */
export const gateway = (functions: Readonly<Record<string, Handler>>) => (method: string, path: string) => {
  for (const [name, spec] of Object.entries(identity.functions))
    for (const routeKey of "issuerRoutes" in spec ? spec.issuerRoutes : []) {
      const pathParameters = matching(routeKey, method, path);
      const handler = functions[name];
      if (pathParameters && handler) return { routeKey, pathParameters, handler };
    }
  throw new Error(`no route for ${method} ${path}`);
};

/** A browser with its own cookies, honouring their paths. */
export const browser = (issuerUrl: string, find: ReturnType<typeof gateway>) => {
  const jar = new Map<string, { value: string; path: string }>();
  const keep = (cookie: string): void => {
    const [pair = "", ...attributes] = cookie.split("; ");
    const name = pair.slice(0, pair.indexOf("="));
    const path = attributes.find((one) => /^path=/i.test(one))?.slice(5) ?? "/";
    const value = pair.slice(name.length + 1);
    if (value === "") jar.delete(`${name} ${path}`);
    else jar.set(`${name} ${path}`, { value, path });
  };

  const send = async (method: string, target: string, form?: Record<string, string>): Promise<Seen> => {
    const url = new URL(target, issuerUrl);
    const { routeKey, pathParameters, handler } = find(method, url.pathname);
    const reply = await handler({
      routeKey,
      rawPath: url.pathname,
      rawQueryString: url.search.slice(1),
      headers: {
        host: "evil.example",
        accept: url.pathname.startsWith("/token") ? "*/*" : "text/html",
        ...(form && { "content-type": "application/x-www-form-urlencoded" }),
      },
      cookies: [...jar]
        .filter(([, { path }]) => url.pathname.startsWith(path))
        .map(([key, { value }]) => `${key.split(" ")[0]}=${value}`),
      pathParameters,
      isBase64Encoded: form !== undefined,
      ...(form && { body: Buffer.from(new URLSearchParams(form).toString()).toString("base64") }),
      requestContext: { http: { method } },
    });
    for (const cookie of reply.cookies ?? []) keep(cookie);
    const headers = Object.fromEntries(
      Object.entries(reply.headers ?? {}).map(([name, value]) => [name, String(value)]),
    );
    return { status: reply.statusCode ?? 200, location: headers["location"] ?? "", headers, body: reply.body ?? "" };
  };

  return { send, jar };
};

export type Browser = ReturnType<typeof browser>;

/** The parameters of an authorization request, and the verifier that will redeem its code. */
export const pkce = (clientId = "preau-cli", redirectUri = "http://127.0.0.1:43210/callback") => {
  const verifier = randomBytes(32).toString("base64url");
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: "code",
    redirect_uri: redirectUri,
    scope: "openid profile offline_access preau",
    state: "s1",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  return { clientId, redirectUri, verifier, authorize: `/authorize?${query}` };
};
