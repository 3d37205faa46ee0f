import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from "aws-lambda";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeSchoolAssembly } from "../fixture/school-assembly.ts";
import { type LocalRuntime, startLocal } from "../start-local.ts";

const directory = mkdtempSync(join(tmpdir(), "preau-gateway-test-"));
const keys = await generateKeyPair("RS256");
const json = { "content-type": "application/json" };
let runtime: LocalRuntime;

beforeAll(async () => {
  const jwks = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: "k1" }] };
  const assembly = writeSchoolAssembly(join(directory, "cdk.out"), { jwks, notesFile: join(directory, "notes") });
  const pages = { "/docs": () => ({ type: "text/html", body: "<h1>Référence</h1>" }) };
  runtime = await startLocal({ assembly, dataDir: join(directory, "data"), pages });
});
afterAll(async () => {
  await runtime?.stop();
  rmSync(directory, { recursive: true, force: true });
});

describe("the event that a function gets", () => {
  it("has the shape of payload format 2.0", async () => {
    const reply = await edge("/v1/echo/a%20b/c?class=6A&class=6B&day=lundi%20matin", {
      method: "PUT",
      headers: { Cookie: "a=1; b=2", "X-Twice": "un", "content-type": "application/merge-patch+json" },
      body: '{"é":1}',
    });
    const { event, context, remaining } = await echoed(reply);
    expect(event).toMatchObject({
      version: "2.0",
      routeKey: "ANY /v1/echo/{proxy+}",
      rawPath: "/v1/echo/a%20b/c",
      rawQueryString: "class=6A&class=6B&day=lundi%20matin",
      cookies: ["a=1", "b=2"],
      queryStringParameters: { class: "6A,6B", day: "lundi matin" },
      pathParameters: { proxy: "a b/c" },
      body: '{"é":1}',
      isBase64Encoded: false,
      headers: { "x-twice": "un", "x-forwarded-proto": "http", "x-forwarded-for": "127.0.0.1" },
      requestContext: {
        accountId: "000000000000",
        apiId: "school-edge",
        stage: "$default",
        http: { method: "PUT", path: "/v1/echo/a%20b/c", protocol: "HTTP/1.1", sourceIp: "127.0.0.1" },
      },
    });
    expect(event.headers).not.toHaveProperty("cookie");
    expect(event.requestContext).not.toHaveProperty("authorizer");
    expect(event.requestContext.time).toMatch(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
    expect(context).toMatchObject({ functionName: "edge", memoryLimitInMB: "128", functionVersion: "$LATEST" });
    expect(remaining).toBeGreaterThan(500);
    expect(remaining).toBeLessThanOrEqual(1_000);
  });

  it("carries a form in base64, and a request id of its own", async () => {
    const init = { method: "POST", body: new URLSearchParams({ login: "élise" }) };
    const [first, second] = await Promise.all([edge("/v1/echo/x", init), edge("/v1/echo/x", init)]);
    const { event } = await echoed(first);
    expect(event.isBase64Encoded).toBe(true);
    expect(Buffer.from(event.body ?? "", "base64").toString()).toBe("login=%C3%A9lise");
    expect(event.requestContext.requestId).toBe(first.headers.get("apigw-requestid"));
    expect(second.headers.get("apigw-requestid")).not.toBe(first.headers.get("apigw-requestid"));
  });

  it("has neither body nor query when the request has none", async () => {
    const { event } = await echoed(await edge("/v1/echo/x"));
    for (const absent of ["body", "queryStringParameters", "cookies"]) expect(event).not.toHaveProperty(absent);
    expect(event.rawQueryString).toBe("");
  });
});

describe("the answer of a function", () => {
  it("may be a whole answer with cookies and bytes", async () => {
    const reply = await act("binary");
    expect(reply.status).toBe(201);
    expect(reply.headers.get("content-type")).toBe("image/png");
    expect(reply.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect([...new Uint8Array(await reply.arrayBuffer())]).toEqual([0, 1, 2]);
  });

  it.each(["fail", "crash", "hang", "unreadable", "huge", "eat"])(
    "that ends in '%s' is a 500, and the next request works",
    async (action) => {
      const reply = await act(action);
      expect([reply.status, await reply.json()]).toEqual([500, { message: "Internal Server Error" }]);
      expect((await act("pid")).status).toBe(200);
    },
  );
});

describe("the gateway refuses", () => {
  it("an unknown path or method with 404", async () => {
    for (const reply of [await edge("/v2/echo/x"), await edge("/v1/absences/lea", { method: "DELETE" })]) {
      expect([reply.status, await reply.json()]).toEqual([404, { message: "Not Found" }]);
    }
  });

  it("more requests on a route than its throttle allows with 429", async () => {
    const statuses = await Promise.all([1, 2, 3].map(async () => (await edge("/v1/rare")).status));
    expect(statuses.toSorted()).toEqual([200, 200, 429]);
  });

  it("a body over 10 MB, and one too large for a function, with 413", async () => {
    for (const megabytes of [11, 7]) {
      const body = Buffer.alloc(megabytes * 1024 * 1024, "x");
      const reply = await edge("/v1/echo/x", { method: "POST", body });
      expect([reply.status, await reply.json()]).toEqual([413, { message: "Request Entity Too Large" }]);
    }
  });

  it("headers over 10,240 bytes with 431", async () => {
    expect((await edge("/v1/echo/x", { headers: { "x-long": "x".repeat(10_240) } })).status).toBe(431);
    expect((await edge("/v1/echo/x", { headers: { "x-long": "x".repeat(9_000) } })).status).toBe(200);
  });

  it("more simultaneous requests than the function's reserved concurrency with 503", async () => {
    const replies = await Promise.all([1, 2, 3].map(() => act("wait")));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 200, 503]);
  });
});

it("a function slower than its integration's limit is a 503", async () => {
  const reply = await edge("/v1/hurry", { method: "POST", headers: json, body: '{"action":"wait"}' });
  expect([reply.status, await reply.json()]).toEqual([503, { message: "Service Unavailable" }]);
});

describe("a token", () => {
  it("that is valid opens the route, and its claims reach the function as text", async () => {
    const { event } = await echoed(await edge("/v1/scoped", await bearer({ roles: ["teacher", "cpe"], level: 2 })));
    const { claims, scopes } = event.requestContext.authorizer.jwt;
    expect(claims).toMatchObject({ sub: "acc_1", aud: "preau-api", roles: "[teacher cpe]", level: "2" });
    expect(Object.values(claims).every((claim) => typeof claim === "string")).toBe(true);
    expect(scopes).toEqual(["preau"]);
  });

  it("that is missing is answered 401 with the name of the scheme", async () => {
    const reply = await edge("/v1/scoped");
    expect([reply.status, await reply.json()]).toEqual([401, { message: "Unauthorized" }]);
    expect(reply.headers.get("www-authenticate")).toBe("Bearer");
  });

  it.each([
    ["expired", { exp: Math.floor(Date.now() / 1_000) - 60 }],
    ["without expiry", { exp: undefined }],
    ["not yet valid", { nbf: Math.floor(Date.now() / 1_000) + 3_600 }],
    ["of another issuer", { iss: "http://localhost:1" }],
    ["for another audience", { aud: "other" }],
  ])("that is %s is answered 401", async (_case, claims) => {
    expect((await edge("/v1/scoped", await bearer(claims))).status).toBe(401);
  });

  it("signed by another key, or by no key, is answered 401", async () => {
    const stranger = await generateKeyPair("RS256");
    expect((await edge("/v1/scoped", await bearer({}, stranger.privateKey))).status).toBe(401);
    const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.e30.`;
    expect((await edge("/v1/scoped", { headers: { authorization: `Bearer ${unsigned}` } })).status).toBe(401);
  });

  it("without the scope of the route is answered 403", async () => {
    const reply = await edge("/v1/scoped", await bearer({ scope: "other" }));
    expect([reply.status, await reply.json()]).toEqual([403, { message: "Forbidden" }]);
  });

  it("may name its audience by client_id when it has no aud", async () => {
    expect((await edge("/v1/scoped", await bearer({ aud: undefined, client_id: "preau-api" }))).status).toBe(200);
  });
});

describe("a page of another origin", () => {
  it("gets its preflight answered by the gateway", async () => {
    const reply = await preflight("https://app.example.fr");
    expect(reply.status).toBe(204);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      "access-control-allow-origin": "https://app.example.fr",
      "access-control-allow-methods": "GET,PUT",
      "access-control-allow-headers": "authorization",
      "access-control-max-age": "600",
    });
  });

  it("is told nothing when its origin is not allowed", async () => {
    expect((await preflight("https://evil.example")).headers.get("access-control-allow-origin")).toBeNull();
  });

  it("may read the answer and the exposed headers", async () => {
    const reply = await edge("/v1/echo/x", { headers: { origin: "https://app.example.fr" } });
    expect(reply.headers.get("access-control-allow-origin")).toBe("https://app.example.fr");
    expect(reply.headers.get("access-control-expose-headers")).toBe("etag");
  });
});

it("the edge answers the pages of the runtime itself", async () => {
  const reply = await edge("/docs");
  expect([reply.headers.get("content-type"), await reply.text()]).toEqual(["text/html", "<h1>Référence</h1>"]);
});

it("a request line that is no path is a 400, not a crash", async () => {
  const status = await new Promise((resolve, reject) => {
    const { port } = new URL(runtime.edgeUrl);
    request({ host: "127.0.0.1", port, path: "http://elsewhere/" }, (reply) => resolve(reply.statusCode))
      .on("error", reject)
      .end();
  });
  expect(status).toBe(400);
});

function edge(path: string, init?: RequestInit): Promise<Response> {
  return fetch(runtime.edgeUrl + path, init);
}

/** What the echo route tells of its invocation. */
interface Echo {
  event: APIGatewayProxyEventV2WithJWTAuthorizer;
  context: Context;
  remaining: number;
}

async function echoed(reply: Response): Promise<Echo> {
  return JSON.parse(await reply.text());
}

function act(action: string): Promise<Response> {
  return edge("/v1/do", { method: "POST", headers: json, body: JSON.stringify({ action }) });
}

function preflight(origin: string): Promise<Response> {
  return edge("/v1/scoped", { method: "OPTIONS", headers: { origin, "access-control-request-method": "GET" } });
}

async function bearer(claims: Record<string, unknown>, key = keys.privateKey): Promise<RequestInit> {
  const now = Math.floor(Date.now() / 1_000);
  const standard = {
    sub: "acc_1",
    scope: "preau",
    iss: runtime.identityUrl,
    aud: "preau-api",
    iat: now,
    exp: now + 900,
  };
  const token = await new SignJWT({ ...standard, ...claims }).setProtectedHeader({ alg: "RS256", kid: "k1" }).sign(key);
  return { headers: { authorization: `Bearer ${token}` } };
}
