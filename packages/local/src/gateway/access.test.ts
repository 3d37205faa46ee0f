import { generateKeyPair } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { echoed } from "../fixture/echoed.ts";
import { type School, startSchool } from "../fixture/start-school.ts";

let school: School;
beforeAll(async () => {
  school = await startSchool();
});
afterAll(() => school.stop());

describe("a token", () => {
  it("that is valid opens the route, and its claims reach the function as text", async () => {
    const { event } = await echoed(
      await school.edge("/v1/scoped", await school.bearer({ roles: ["teacher", "cpe"], level: 2 })),
    );
    const { claims, scopes } = event.requestContext.authorizer.jwt;
    expect(claims).toMatchObject({ sub: "acc_1", aud: "preau-api", roles: "[teacher cpe]", level: "2" });
    expect(Object.values(claims).every((claim) => typeof claim === "string")).toBe(true);
    expect(scopes).toEqual(["preau"]);
  });

  it("that is missing is answered 401 with the name of the scheme", async () => {
    const reply = await school.edge("/v1/scoped");
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
    expect((await school.edge("/v1/scoped", await school.bearer(claims))).status).toBe(401);
  });

  it("signed by another key, or by no key, is answered 401", async () => {
    const stranger = await generateKeyPair("RS256");
    expect((await school.edge("/v1/scoped", await school.bearer({}, stranger.privateKey))).status).toBe(401);
    const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.e30.`;
    expect((await school.edge("/v1/scoped", { headers: { authorization: `Bearer ${unsigned}` } })).status).toBe(401);
  });

  it("without the scope of the route is answered 403", async () => {
    const reply = await school.edge("/v1/scoped", await school.bearer({ scope: "other" }));
    expect([reply.status, await reply.json()]).toEqual([403, { message: "Forbidden" }]);
  });

  it("may name its audience by client_id when it has no aud", async () => {
    expect(
      (await school.edge("/v1/scoped", await school.bearer({ aud: undefined, client_id: "preau-api" }))).status,
    ).toBe(200);
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
    const reply = await school.edge("/v1/echo/x", { headers: { origin: "https://app.example.fr" } });
    expect(reply.headers.get("access-control-allow-origin")).toBe("https://app.example.fr");
    expect(reply.headers.get("access-control-expose-headers")).toBe("etag");
  });
});

function preflight(origin: string): Promise<Response> {
  return school.edge("/v1/scoped", { method: "OPTIONS", headers: { origin, "access-control-request-method": "GET" } });
}
