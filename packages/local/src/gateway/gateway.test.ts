import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { echoed } from "../fixture/echoed.ts";
import { type School, startSchool } from "../fixture/start-school.ts";

let school: School;
beforeAll(async () => {
  school = await startSchool({ pages: { "/docs": () => ({ type: "text/html", body: "<h1>Référence</h1>" }) } });
});
afterAll(() => school.stop());

describe("the event that a function gets", () => {
  it("has the shape of payload format 2.0", async () => {
    const reply = await school.edge("/v1/echo/a%20b/c?class=6A&class=6B&day=lundi%20matin", {
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
    const [first, second] = await Promise.all([school.edge("/v1/echo/x", init), school.edge("/v1/echo/x", init)]);
    const { event } = await echoed(first);
    expect(event.isBase64Encoded).toBe(true);
    expect(Buffer.from(event.body ?? "", "base64").toString()).toBe("login=%C3%A9lise");
    expect(event.requestContext.requestId).toBe(first.headers.get("apigw-requestid"));
    expect(second.headers.get("apigw-requestid")).not.toBe(first.headers.get("apigw-requestid"));
  });

  it("has neither body nor query when the request has none", async () => {
    const { event } = await echoed(await school.edge("/v1/echo/x"));
    for (const absent of ["body", "queryStringParameters", "cookies"]) expect(event).not.toHaveProperty(absent);
    expect(event.rawQueryString).toBe("");
  });
});

describe("the answer of a function", { timeout: 20_000 }, () => {
  it("may be a whole answer with cookies and bytes", async () => {
    const reply = await school.act("binary");
    expect(reply.status).toBe(201);
    expect(reply.headers.get("content-type")).toBe("image/png");
    expect(reply.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect([...new Uint8Array(await reply.arrayBuffer())]).toEqual([0, 1, 2]);
  });

  it.each(["fail", "crash", "hang", "unreadable", "huge", "eat"])(
    "that ends in '%s' is a 500, and the next request works",
    async (action) => {
      const reply = await school.act(action);
      expect([reply.status, await reply.json()]).toEqual([500, { message: "Internal Server Error" }]);
      expect((await school.act("pid")).status).toBe(200);
    },
  );
});

describe("the gateway refuses", () => {
  it("an unknown path or method with 404", async () => {
    for (const reply of [
      await school.edge("/v2/echo/x"),
      await school.edge("/v1/absences/lea", { method: "DELETE" }),
    ]) {
      expect([reply.status, await reply.json()]).toEqual([404, { message: "Not Found" }]);
    }
  });

  it("more requests on a route than its throttle allows with 429", async () => {
    const statuses = await Promise.all([1, 2, 3].map(async () => (await school.edge("/v1/rare")).status));
    expect(statuses.toSorted()).toEqual([200, 200, 429]);
  });

  it("a body over 10 MB, and one too large for a function, with 413", async () => {
    for (const megabytes of [11, 7]) {
      const body = Buffer.alloc(megabytes * 1024 * 1024, "x");
      const reply = await school.edge("/v1/echo/x", { method: "POST", body });
      expect([reply.status, await reply.json()]).toEqual([413, { message: "Request Entity Too Large" }]);
    }
  });

  it("headers over 10,240 bytes with 431", async () => {
    expect((await school.edge("/v1/echo/x", { headers: { "x-long": "x".repeat(10_240) } })).status).toBe(431);
    expect((await school.edge("/v1/echo/x", { headers: { "x-long": "x".repeat(9_000) } })).status).toBe(200);
  });

  it("more simultaneous requests than the function's reserved concurrency with 503", async () => {
    const replies = await Promise.all([1, 2, 3].map(() => school.act("wait")));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 200, 503]);
  });
});

it("a function slower than its integration's limit is a 503", async () => {
  const reply = await school.act("wait", "/v1/hurry");
  expect([reply.status, await reply.json()]).toEqual([503, { message: "Service Unavailable" }]);
});

it("the edge answers the pages of the runtime itself", async () => {
  const reply = await school.edge("/docs");
  expect([reply.headers.get("content-type"), await reply.text()]).toEqual(["text/html", "<h1>Référence</h1>"]);
});

it("a request line that is no path is a 400, not a crash", async () => {
  const status = await new Promise((resolve, reject) => {
    const { port } = new URL(school.runtime().edgeUrl);
    request({ host: "127.0.0.1", port, path: "http://elsewhere/" }, (reply) => resolve(reply.statusCode))
      .on("error", reject)
      .end();
  });
  expect(status).toBe(400);
});
