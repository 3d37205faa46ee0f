import { describe, expect, it } from "vitest";
import { ratesOf } from "./aws-model.ts";
import { chanceFrom } from "./chance.ts";
import type { Model, OperationModel } from "./model.ts";
import { type Outcome, simulate } from "./simulate.ts";
import { PRIORITIES, percentileOf } from "./tally.ts";

const AMPLE = { rate: 1e9, burst: 1e9 };
const reading: OperationModel = {
  operation: "home.readHome",
  function: "home-api",
  route: "GET /v1/home",
  priority: "standard",
  share: 1,
  repeatable: true,
  // One whole core: what it takes of the processor is what it takes.
  cpu: { median: 25, sigma: 0, first: 0 },
  roundTrips: 0,
  tables: [],
  caused: [],
};
const quiet: Model = {
  seed: 7,
  arrivals: Array.from({ length: 60 }, () => 100),
  operations: [reading],
  functions: [{ name: "home-api", memoryMb: 1_769, provisioned: 1_000 }],
  limits: {
    concurrency: 1_000,
    startsPer10s: 1_000,
    requestsPerConcurrency: 10,
    coldStart: { medianMs: 250, p99Ms: 700 },
    partition: { readUnits: 3_000, writeUnits: 1_000 },
    table: { readUnits: 1e9, writeUnits: 1e9, peakMs: 1_800_000 },
    gateway: AMPLE,
    routes: {},
    idleMs: 300_000,
  },
  think: { medianMs: 8_000, sigma: 0.8 },
  latency: { trip: { medianMs: 0, p99Ms: 0 }, outsideMs: 0 },
  schools: [1],
};
const total = ({ tally }: Outcome, of: "intents" | "attempts" | "served" | "refused"): number =>
  PRIORITIES.flatMap((priority) => tally.rows.get(priority) ?? []).reduce((sum, row) => sum + row[of], 0);
const named = ({ tally }: Outcome): readonly string[] =>
  [...tally.throttles.values()].map(({ layer, where, limit }) => `${layer}, ${where}: ${limit}`);

describe("virtual time", () => {
  it("serves at the speed of the function, and keeps as many environments busy as Little's law says", () => {
    const outcome = simulate(quiet);
    const rows = outcome.tally.rows.get("standard") ?? [];
    expect(
      percentileOf(
        rows.map(({ latencies }) => latencies),
        0.99,
      ),
    ).toBeCloseTo(25, -1);
    expect(total(outcome, "served")).toBe(total(outcome, "intents"));
    const busy = outcome.busy.sum.reduce((sum, one) => sum + one, 0) / 60;
    // 100 a second for 25 ms: two and a half.
    expect(busy).toBeGreaterThan(2.5 * 0.9);
    expect(busy).toBeLessThan(2.5 * 1.1);
  });

  it("refuses what Erlang's formula says of places without a queue, whatever the law of the service times", () => {
    // Ten environments and eight at work on average: B(10, 8) is 12.2 %.
    const places: Model = {
      ...quiet,
      arrivals: Array.from({ length: 600 }, () => 8),
      operations: [{ ...reading, repeatable: false, cpu: { median: 1_000, sigma: 0, first: 0 } }],
      limits: { ...quiet.limits, concurrency: 10, requestsPerConcurrency: 1_000 },
    };
    const outcome = simulate(places);
    const share = total(outcome, "refused") / total(outcome, "intents");
    expect(share).toBeGreaterThan(0.122 - 0.02);
    expect(share).toBeLessThan(0.122 + 0.02);
  });

  it("is the same day for the same seed, and another for another", () => {
    const served = (seed: number) => {
      const outcome = simulate({ ...quiet, seed });
      return [total(outcome, "intents"), ...outcome.busy.sum];
    };
    expect(served(1)).toEqual(served(1));
    expect(served(1)).not.toEqual(served(2));
  });

  it("draws arrivals of the rate, and service times of the median", () => {
    const chance = chanceFrom(3);
    const draws = Array.from({ length: 20_001 }, () => chance.logNormal(40, 0.5)).sort((a, b) => a - b);
    expect(draws[10_000]).toBeGreaterThan(39);
    expect(draws[10_000]).toBeLessThan(41);
    const gaps = Array.from({ length: 20_000 }, () => chance.gapMs(50)).reduce((sum, gap) => sum + gap, 0) / 20_000;
    expect(gaps).toBeGreaterThan(19.5);
    expect(gaps).toBeLessThan(20.5);
  });
});

describe("the surge of a new account", () => {
  /** 110 a second at the bell and five times that: a twentieth of a million users, of an account a twentieth as large. */
  const surge: Model = {
    ...quiet,
    arrivals: [...Array.from({ length: 20 }, () => 110), ...Array.from({ length: 40 }, () => 550)],
    limits: { ...quiet.limits, concurrency: 50, startsPer10s: 50 },
    functions: [{ name: "home-api", memoryMb: 1_769, provisioned: 50 }],
  };

  it("breaks on requests a second before it breaks on concurrency: calls of 25 ms leave environments free", () => {
    const outcome = simulate(surge);
    expect(named(outcome)[0]).toBe("lambda, account: requests a second");
    expect(Math.max(...outcome.busy.most)).toBeLessThan(50);
    expect(total(simulate({ ...surge, arrivals: surge.arrivals.slice(0, 20) }), "refused")).toBe(0);
  });

  it("gives at the gateway first where its rate is lower still, to the token", () => {
    const gateway = { rate: 200, burst: 100 };
    const arrivals = Array.from({ length: 60 }, () => 400);
    const limits = { ...quiet.limits, gateway };
    const alone = { ...reading, repeatable: false };
    const outcome = simulate({ ...quiet, arrivals, limits, operations: [alone] });
    expect(named(outcome)).toEqual(["gateway, account: requests a second"]);
    expect(total(outcome, "served")).toBeGreaterThan(60 * 200 + 100 - 5);
    expect(total(outcome, "served")).toBeLessThanOrEqual(60 * 200 + 100);
  });

  it("waits for environments that a function may not add faster, and forgets that where the ramp is ignored", () => {
    const limits = { ...quiet.limits, startsPer10s: 10 };
    const cold: Model = {
      ...quiet,
      limits,
      functions: [{ name: "home-api", memoryMb: 1_769, provisioned: 0 }],
      arrivals: Array.from({ length: 10 }, () => 400),
      operations: [{ ...reading, cpu: { median: 100, sigma: 0, first: 0 } }],
    };
    expect(named(simulate(cold))).toContain("lambda, home-api: environments added in 10 s");
    expect(total(simulate({ ...cold, broken: "no-ramp" }), "refused")).toBe(0);
  });

  it("is met by apps that try again within their budget, and only so often", () => {
    const outcome = simulate({ ...surge, limits: { ...surge.limits, requestsPerConcurrency: 9 } });
    const attempts = total(outcome, "attempts") / total(outcome, "intents");
    expect(attempts).toBeGreaterThan(1.001);
    // A device just opened has one more try for what is not essential, and earns another with every ten requests.
    expect(attempts).toBeLessThan(1.5);
    expect(total(simulate({ ...surge, broken: "no-retries" }), "attempts")).toBe(
      total(simulate({ ...surge, broken: "no-retries" }), "intents"),
    );
  });
});

describe("tables", () => {
  const use = { table: "notices", rru: 2, wru: 0, meeting: [] };
  const asking = (units: number, meeting: (typeof use)["meeting"] | readonly object[]): Outcome =>
    simulate({
      ...quiet,
      arrivals: Array.from({ length: 20 }, () => 400),
      operations: [{ ...reading, tables: [{ ...use, meeting: meeting as never }] }],
      limits: { ...quiet.limits, table: { ...quiet.limits.table, readUnits: units } },
    });

  it("refuse beyond their warm throughput, for twice their peak is half an hour old at least", () => {
    expect(named(asking(600, []))[0]).toBe("table, notices: read units a second of the table");
    expect(named(asking(1_000, []))).toEqual([]);
  });

  it("are cold where everybody reads one key", () => {
    const key = { pattern: "notices ALL", scope: "cell", rru: 8, wru: 0 };
    expect(named(asking(1e9, [key]))[0]).toBe("table, notices ALL: read units a second of one key");
  });
});

it("a surge of ten makes of the height of a plan ten, and leaves its calm as it is", () => {
  const phases = [
    { name: "calm", seconds: 2, from: 0.5, to: 0.5 },
    { name: "surge", seconds: 1, from: 5, to: 5 },
  ];
  expect(ratesOf(phases, 100, 10)).toEqual([50, 50, 1_000]);
});

it("a model whose functions are twice as fast keeps half as many busy: a run would notice", () => {
  const busyOf = (model: Model): number => simulate(model).busy.sum.reduce((sum, one) => sum + one, 0);
  expect(busyOf({ ...quiet, broken: "half-service" }) / busyOf(quiet)).toBeLessThan(0.6);
});
