import type { Gateway } from "./gateway.ts";

/** What a browser saw. */
export interface Seen {
  readonly status: number;
  readonly location: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** `Set-Cookie` headers as sent. */
  readonly cookies: readonly string[];
}

/** A browser with its own cookies, honouring their paths; it follows no redirect by itself. */
export const browser = (issuerUrl: string, find: Gateway, userAgent = "") => {
  const jar = new Map<string, { readonly value: string; readonly path: string }>();
  const keep = (cookie: string): void => {
    const [pair = "", ...attributes] = cookie.split("; ");
    const name = pair.slice(0, pair.indexOf("="));
    const path = attributes.find((one) => /^path=/i.test(one))?.slice(5) ?? "/";
    const value = pair.slice(name.length + 1);
    if (value === "") jar.delete(`${name} ${path}`);
    else jar.set(`${name} ${path}`, { value, path });
  };
  const cookiesFor = (path: string): string[] =>
    [...jar]
      .filter(([, cookie]) => path.startsWith(cookie.path))
      .map(([key, { value }]) => `${key.split(" ")[0]}=${value}`);

  const send = async (method: string, target: string, form?: Readonly<Record<string, string>>): Promise<Seen> => {
    const url = new URL(target, issuerUrl);
    const found = find(method, url.pathname);
    if (found === undefined) throw new Error(`no route for ${method} ${url.pathname}`);
    const reply = await found.handler({
      routeKey: found.routeKey,
      rawPath: url.pathname,
      rawQueryString: url.search.slice(1),
      headers: {
        host: "evil.example",
        "x-forwarded-proto": "gopher",
        "user-agent": userAgent,
        accept: url.pathname.startsWith("/token") ? "*/*" : "text/html",
        ...(form && { "content-type": "application/x-www-form-urlencoded" }),
      },
      cookies: cookiesFor(url.pathname),
      pathParameters: found.pathParameters,
      isBase64Encoded: form !== undefined,
      ...(form && { body: Buffer.from(new URLSearchParams(form).toString()).toString("base64") }),
      requestContext: { http: { method } },
    });
    for (const cookie of reply.cookies ?? []) keep(cookie);
    const headers = Object.fromEntries(
      Object.entries(reply.headers ?? {}).map(([name, value]) => [name, String(value)]),
    );
    return {
      status: reply.statusCode ?? 200,
      location: headers.location ?? "",
      headers,
      body: reply.body ?? "",
      cookies: reply.cookies ?? [],
    };
  };

  return { send, jar };
};

export type Browser = ReturnType<typeof browser>;
