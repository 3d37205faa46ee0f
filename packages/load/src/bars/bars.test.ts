import { describe, expect, it } from "vitest";
import { ORDINARY } from "../surge/ordinary-mix.ts";
import { breakages } from "./breakages.ts";
import { type Asked, askedOf, gatewayFor } from "./fix-capacity.ts";
import { chanceOf } from "./judge-fairness.ts";
import { judgeFixedPool } from "./judge-fixed-pool.ts";
import { judgeSurge } from "./judge-surge.ts";
import { capacityOf, judgeSurge10 } from "./judge-surge10.ts";
import { type MadeSecond, madeCategory, madeRecord } from "./made-record.ts";
import { isMet, showVerdicts, type Verdict } from "./verdict.ts";

const failed = (verdicts: readonly Verdict[]): readonly string[] =>
  verdicts.filter(({ met }) => !met).map(({ bar }) => bar);

/** Most of the standard refused while ten times as many come as usual, as it should be: a third of 90 and a few deferrable. */
const refusing = (phase: string): MadeSecond => (phase === "surge" ? { servedShare: 0.2 } : {});

describe("the day of lockdown", () => {
  it("is borne by a school that serves everything, and whose p99 comes back", () =>
    expect(failed(judgeSurge(madeRecord()))).toEqual([]));

  it("is lost with one write that nobody finds, or finds twice, or when nobody wrote at all", () => {
    for (const writes of [
      { acknowledged: 900, lost: 1, doubled: 0 },
      { acknowledged: 900, lost: 0, doubled: 1 },
      { acknowledged: 0, lost: 0, doubled: 0 },
    ])
      expect(failed(judgeSurge(madeRecord(undefined, { writes })))).toEqual(["acknowledged writes"]);
  });

  it("is lost when two in a thousand give up", () => {
    const record = madeRecord(() => ({ servedShare: 0.998, essentialShare: 0.998 }));
    expect(failed(judgeSurge(record))).toEqual(["served in 10 s"]);
  });

  it("is lost when the essential wait for more than 800 ms", () => {
    const record = madeRecord();
    const priorities = record.priorities.map((one) => ({ ...one, latencyMs: { ...one.latencyMs, p99: 801 } }));
    expect(failed(judgeSurge({ ...record, priorities }))).toEqual(["p99 of the essential"]);
  });

  it("is lost when the school is slow for half a minute more, and borne when it is for a quarter", () => {
    const slowFor = (seconds: number) =>
      madeRecord((phase, at) => (phase === "after" && at < seconds ? { p99: 130 } : {}));
    expect(failed(judgeSurge(slowFor(35)))).toEqual(["steady again after"]);
    expect(failed(judgeSurge(slowFor(15)))).toEqual([]);
  });

  it("counts as steady what the baseline itself showed once", () => {
    const record = madeRecord((phase, at) => (phase === "after" || (phase === "base" && at >= 11) ? { p99: 150 } : {}));
    expect(failed(judgeSurge(record))).toEqual([]);
  });

  it("is lost when applications send more than they are asked for", () => {
    const record = madeRecord((phase) => (phase === "descent" || phase === "surge" ? { attemptsPerIntent: 1.3 } : {}));
    expect(failed(judgeSurge(record))).toEqual(["attempts an intent"]);
  });
});

describe("ten times the ordinary on the capacity of four", () => {
  const limits = { gateway: { rate: 48, burst: 48, routeShare: 1 } } as NonNullable<
    ReturnType<typeof madeRecord>["target"]["limits"]
  >;
  const target = { url: "http://localhost", local: true, limits };

  it("is borne by refusing most of what can wait, whoever asks", () => {
    const categories = [madeCategory("pupil", 1000, 240), madeCategory("guardian", 1000, 252)];
    expect(failed(judgeSurge10(madeRecord(refusing, { target, categories })))).toEqual([]);
  });

  it("is lost when two essential in a thousand are", () => {
    const record = madeRecord((phase) => ({ ...refusing(phase), essentialShare: 0.998 }), { target });
    expect(failed(judgeSurge10(record))).toEqual(["the essential served"]);
  });

  it("is lost when a seventh of the capacity is left idle", () => {
    const record = madeRecord((phase) => (phase === "surge" ? { servedShare: 0.11 } : {}), { target });
    expect(failed(judgeSurge10(record))).toEqual(["goodput of capacity"]);
  });

  it("measures itself against the best that the run showed, when that is more than was fixed", () => {
    const record = madeRecord((phase, at) => (phase === "surge" ? { servedShare: at < 30 ? 1 : 0.2 } : {}), { target });
    // The essential, a quarter, are always served.
    const minute = 30 * 120 + 10 * (0.25 + 0.75 * 0.2) * 120 + 20 * 12;
    expect(capacityOf(record)).toBeCloseTo(minute / 60);
  });

  it("is lost when pupils, or one school, are refused more than the others for the same thing", () => {
    for (const categories of [
      [madeCategory("pupil", 1000, 150), madeCategory("guardian", 1000, 300)],
      [madeCategory("pupil", 1000, 150), madeCategory("pupil", 1000, 300, "0990002P")],
    ])
      expect(failed(judgeSurge10(madeRecord(refusing, { target, categories })))).toEqual(["nobody by category"]);
  });

  it("does not call unfair what chance does, nor what nobody would notice", () => {
    for (const categories of [
      [madeCategory("pupil", 60, 12), madeCategory("guardian", 60, 18)],
      [madeCategory("pupil", 100_000, 24_000), madeCategory("guardian", 100_000, 26_000)],
    ])
      expect(failed(judgeSurge10(madeRecord(refusing, { target, categories })))).toEqual([]);
  });

  it("is lost when the school is slow, or refuses, for more than a quarter of a minute after", () => {
    const slow = madeRecord((phase, at) => (phase === "after" && at < 20 ? { p99: 130 } : refusing(phase)), { target });
    expect(failed(judgeSurge10(slow))).toEqual(["steady again after"]);
    const refused = (phase: string, at: number) =>
      phase === "after" && at < 20 ? { servedShare: 0.5 } : refusing(phase);
    expect(failed(judgeSurge10(madeRecord(refused, { target })))).toEqual(["steady again after"]);
  });
});

describe("a classic server on the same run", () => {
  it("collapses: it serves hardly anybody in time, and goes on so when everybody has left", () => {
    const collapsing = (phase: string): MadeSecond =>
      phase === "surge" || phase === "after" ? { servedShare: 0.05, essentialShare: 0.05, p99: 9_900 } : {};
    expect(isMet(judgeFixedPool(madeRecord(collapsing), 48))).toBe(true);
  });

  it("is no comparison when it holds", () => expect(failed(judgeFixedPool(madeRecord(refusing), 48))).toHaveLength(3));
});

describe("a chi-square", () => {
  it("has the chance that tables give it", () => {
    expect(chanceOf(3.841, 1)).toBeCloseTo(0.05, 2);
    expect(chanceOf(10.828, 1)).toBeCloseTo(0.001, 3);
    expect(chanceOf(16.266, 3)).toBeCloseTo(0.001, 3);
  });
});

describe("capacity fixed by the gateway", () => {
  const asked: readonly Asked[] = [
    { routeKey: "GET /lessons", essential: true, rate: 20 },
    { routeKey: "GET /home", essential: false, rate: 60 },
    { routeKey: "GET /seldom", essential: false, rate: 6 },
  ];

  it("leaves to what can wait what the essential do not take, a little for each and the rest as it is asked for", () => {
    const { routes } = gatewayFor(asked, 50);
    const rateOf = (routeKey: string) => routes[routeKey]?.rate ?? 0;
    expect(rateOf("GET /lessons")).toBeGreaterThan(25);
    expect(rateOf("GET /home") + rateOf("GET /seldom") + 20).toBeCloseTo(48.5);
    const [most, some] = [rateOf("GET /home"), rateOf("GET /seldom")].map((rate) => rate - 0.03);
    expect((most ?? 0) / (some ?? 1)).toBeCloseTo(10);
  });

  it("holds nobody back on an ordinary morning, at ten times the mix of which it was made", () => {
    const { routes } = gatewayFor(askedOf(ORDINARY, 120), 48);
    for (const { routeKey, rate } of askedOf(ORDINARY, 12))
      expect(routes[routeKey]?.rate, routeKey).toBeGreaterThan(rate * 1.3);
  });

  it("takes a second of the capacity at once after all that can wait came at once", () => {
    const { burst, routes } = gatewayFor(asked, 50);
    const others = (routes["GET /home"]?.burst ?? 0) + (routes["GET /seldom"]?.burst ?? 0);
    expect(burst - others).toBeCloseTo(50);
    expect(routes["GET /seldom"]?.burst).toBeGreaterThanOrEqual(5);
  });

  it("is refused where the essential alone do not fit", () => expect(() => gatewayFor(asked, 20)).toThrow(RangeError));
});

describe("breakages", () => {
  it("have names of their own, and name a verdict that their run gives", () => {
    expect(new Set(breakages.map(({ name }) => name)).size).toBe(breakages.length);
    const given = { surge: judgeSurge(madeRecord()), surge10: judgeSurge10(madeRecord()), "fixed-pool": [] };
    for (const { on, breaks } of breakages) expect(given[on].map(({ bar }) => bar)).toContain(breaks);
  });

  it("are shown beside what was wanted", () =>
    expect(
      showVerdicts(judgeSurge(madeRecord(undefined, { writes: { acknowledged: 3, lost: 1, doubled: 0 } }))),
    ).toMatch(/FAIL {2}acknowledged writes .*3 acknowledged, 1 lost/));
});
