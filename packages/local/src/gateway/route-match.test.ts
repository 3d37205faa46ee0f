import { describe, expect, it } from "vitest";
import { createRouteMatch } from "./route-match.ts";

const keys = [
  "ANY /v1/{proxy+}",
  "GET /v1/schools/{schoolId}",
  "ANY /v1/schools/{schoolId}",
  "GET /v1/schools/mine",
  "GET /v1/schools/{schoolId}/rooms",
];
const match = createRouteMatch(
  keys.map((routeKey) => ({ routeKey, functionName: "f", timeoutMs: 1, scopes: [], throttle: {} })),
);

describe("the route of a request", () => {
  it.each([
    ["GET", "/v1/schools/mine", "GET /v1/schools/mine", {}],
    ["GET", "/v1/schools/0990001N", "GET /v1/schools/{schoolId}", { schoolId: "0990001N" }],
    ["PUT", "/v1/schools/0990001N", "ANY /v1/schools/{schoolId}", { schoolId: "0990001N" }],
    ["PUT", "/v1/schools/mine", "ANY /v1/schools/{schoolId}", { schoolId: "mine" }],
    ["GET", "/v1/schools/lyc%C3%A9e", "GET /v1/schools/{schoolId}", { schoolId: "lycée" }],
    ["GET", "/v1/schools/a/rooms", "GET /v1/schools/{schoolId}/rooms", { schoolId: "a" }],
    ["POST", "/v1/schools/a/rooms", "ANY /v1/{proxy+}", { proxy: "schools/a/rooms" }],
    ["GET", "/v1/schools/", "ANY /v1/{proxy+}", { proxy: "schools/" }],
    ["GET", "/v1/schools/%zz", "GET /v1/schools/{schoolId}", { schoolId: "%zz" }],
  ])("%s %s is %s", (method, path, routeKey, parameters) => {
    const found = match(method, path);
    expect([found?.route.routeKey, found?.parameters]).toEqual([routeKey, parameters]);
  });

  it("is none when nothing fits, not even an empty greedy variable", () => {
    expect([match("GET", "/v2"), match("GET", "/v1/"), match("GET", "/v1")]).toEqual([undefined, undefined, undefined]);
  });

  it("falls back on $default", () => {
    const fallback = createRouteMatch([
      { routeKey: "$default", functionName: "f", timeoutMs: 1, scopes: [], throttle: {} },
    ]);
    expect(fallback("GET", "/anything")?.route.routeKey).toBe("$default");
  });
});
