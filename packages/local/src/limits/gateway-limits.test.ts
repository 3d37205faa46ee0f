import { describe, expect, it } from "vitest";
import type { RouteModel } from "../assembly/apis.ts";
import { gatewayLimits } from "./gateway-limits.ts";

const route = (routeKey: string, rate: number): RouteModel => ({
  routeKey,
  functionName: "f",
  timeoutMs: 1_000,
  scopes: [],
  throttle: { ThrottlingRateLimit: rate, ThrottlingBurstLimit: rate * 2 },
});

const passed = (passes: (route: RouteModel) => boolean, asked: RouteModel, times: number): number =>
  Array.from({ length: times }, () => passes(asked)).filter(Boolean).length;

describe("the gateway of an account", () => {
  const meter = { routeRefused: () => {} };
  const home = route("GET /v1/home", 100);
  const sheet = route("GET /v1/sheet", 100);

  it("gives a route the rate and the burst of its own where they are set, whatever the assembly says of it", () => {
    let now = 0;
    const gateway = {
      rate: 1_000,
      burst: 1_000,
      routeShare: 0.1,
      routes: { "GET /v1/home": { rate: 10, burst: 30 }, "GET /v1/seldom": { rate: 0.1, burst: 5 } },
    };
    const passes = gatewayLimits({ gateway }, meter, () => now);
    expect(passed(passes, home, 100)).toBe(30);
    expect(passed(passes, sheet, 100)).toBe(20);
    expect(passed(passes, route("GET /v1/seldom", 100), 100)).toBe(5);
    now = 1_000;
    expect(passed(passes, home, 100)).toBe(10);
  });

  it("takes nothing from the account for what a route refused", () => {
    const gateway = { rate: 10, burst: 40, routeShare: 1, routes: { "GET /v1/home": { rate: 10, burst: 30 } } };
    const passes = gatewayLimits({ gateway }, meter, () => 0);
    expect(passed(passes, home, 1_000)).toBe(30);
    expect(passed(passes, sheet, 100)).toBe(10);
  });
});
