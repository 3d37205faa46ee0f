import { contract, route } from "@preau/contract";
import { createClient } from "@preau/sdk";
import * as fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { createWire } from "./create-wire.ts";
import { fireIntents } from "./fire-intents.ts";
import { Latencies } from "./latencies.ts";
import { arrivals, intentsOf, phaseRecords, type RatePhase, scaledPhases } from "./rate-profile.ts";
import { Recorder } from "./recorder.ts";
import { CapCount } from "./request-cap.ts";
import { openHome, type SchoolServer, startSchool } from "./testing/school-server.ts";

const dice = (seed: number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
};

const schools: SchoolServer[] = [];
const school = async (...answer: Parameters<typeof startSchool>) => {
  const started = await startSchool(...answer);
  schools.push(started);
  return started;
};
afterEach(() => {
  for (const started of schools.splice(0)) started.stop();
});

describe("the moments of a day", () => {
  const phases: readonly RatePhase[] = [
    { name: "base", seconds: 60, from: 10, to: 10 },
    { name: "rise", seconds: 10, from: 10, to: 50 },
    { name: "surge", seconds: 60, from: 50, to: 50 },
  ];

  it("are the same for the same seed", () => {
    expect([...arrivals(phases, dice(1))]).toEqual([...arrivals(phases, dice(1))]);
    expect([...arrivals(phases, dice(1))]).not.toEqual([...arrivals(phases, dice(2))]);
  });

  it("follow one another, and are as many in each phase as its rate says", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 }), (seed) => {
        const moments = [...arrivals(phases, dice(seed))];
        expect(moments.every((moment, index) => moment >= (moments[index - 1] ?? 0))).toBe(true);
        for (const [index, { fromSecond, toSecond }] of phaseRecords(phases).entries()) {
          const phase = phases[index];
          const wanted = phase === undefined ? 0 : intentsOf([phase]);
          const came = moments.filter((moment) => moment >= fromSecond * 1000 && moment < toSecond * 1000).length;
          expect(Math.abs(came - wanted)).toBeLessThan(6 * Math.sqrt(wanted));
        }
      }),
      { numRuns: 50 },
    );
  });

  it("are spread over a rise as its line says: more of them at its end", () => {
    const rise: readonly RatePhase[] = [{ name: "rise", seconds: 100, from: 0, to: 40 }];
    const moments = [...arrivals(rise, dice(3))];
    const firstHalf = moments.filter((moment) => moment < 50_000).length;
    expect(firstHalf / moments.length).toBeCloseTo(0.25, 1);
  });

  it("shrink with the length of the day, and grow with its base", () => {
    expect(intentsOf(scaledPhases(phases, 2, 0.5))).toBeCloseTo(intentsOf(phases));
  });
});

describe("the open model", () => {
  it("goes on asking while the school does not answer", async () => {
    const waiting: (() => void)[] = [];
    const silent = await school((_, response, asked) => {
      waiting.push(() => response.end("{}"));
      if (asked === 20) for (const answer of waiting) answer();
      else if (asked > 20) response.end("{}");
    });
    const wire = createWire({ origins: [silent.url] });
    const recorder = new Recorder();
    const moments = Array.from({ length: 25 }, (_, index) => index * 5);
    await fireIntents({ crowd: { next: () => openHome(wire, silent.url) }, moments, recorder });
    wire.close();
    expect(recorder.seen(0).priorities[0]).toMatchObject({ intents: 25, served: 25, failed: 0 });
    expect(recorder.seen(0).seconds[0]?.inFlight).toBeGreaterThanOrEqual(20);
  });

  it("counts from the moment somebody wanted it, and says that it asked late, when it is held up itself", async () => {
    const quick = await school((_, response) => response.end("{}"));
    const wire = createWire({ origins: [quick.url] });
    const recorder = new Recorder();
    const next = (atMs: number) => {
      const until = performance.now() + (atMs === 0 ? 300 : 0);
      while (performance.now() < until);
      return openHome(wire, quick.url);
    };
    await fireIntents({ crowd: { next }, moments: [0, 50, 100, 150], recorder });
    wire.close();
    const [essential] = recorder.seen(0).priorities;
    expect(essential?.latencyMs.p50).toBeGreaterThanOrEqual(195);
    expect(recorder.lateShare).toBe(1);
  });

  it("gives up what nobody waits for any more, and counts that nothing was answered", async () => {
    const silent = await school(() => undefined);
    const wire = createWire({ origins: [silent.url] });
    const recorder = new Recorder();
    await fireIntents({ crowd: { next: () => openHome(wire, silent.url) }, moments: [0], recorder, patienceMs: 150 });
    wire.close();
    expect(recorder.seen(0).operations[0]).toMatchObject({
      intents: 1,
      attempts: 1,
      served: 0,
      failed: 1,
      statuses: { 0: 1 },
    });
    expect(recorder.inFlight).toBe(0);
  });

  it("stops asking when it is told to, and waits for what has left", async () => {
    const stop = new AbortController();
    const quick = await school((_, response, asked) => {
      if (asked === 3) stop.abort();
      response.end("{}");
    });
    const wire = createWire({ origins: [quick.url] });
    const recorder = new Recorder();
    const moments = Array.from({ length: 10_000 }, (_, index) => index * 10);
    await fireIntents({ crowd: { next: () => openHome(wire, quick.url) }, moments, recorder, signal: stop.signal });
    wire.close();
    expect(recorder.fired).toBeLessThan(5_000);
    expect(recorder.seen(0).priorities[0]).toMatchObject({ intents: recorder.fired, served: recorder.fired });
  });
});

describe("what is counted", () => {
  const home = contract({
    name: "home",
    title: "Home",
    problems: {},
    routes: {
      readHome: route({
        method: "GET",
        path: "/v1/home",
        summary: "",
        roles: ["guardian"],
        priority: "essential",
        replies: { 200: z.object({}) },
      }),
    },
  });

  it("is what the application's own client does: a refusal, another attempt, an answer, then one that has not changed", async () => {
    const busy = await school((request, response, asked) => {
      if (asked === 1) response.writeHead(503, { "retry-after": "0" }).end("{}");
      else if (request.headers["if-none-match"] === '"a"') response.writeHead(304).end();
      else response.writeHead(200, { etag: '"a"' }).end('{"lessons":[]}');
    });
    const wire = createWire({ origins: [busy.url] });
    const client = createClient(
      { home },
      { baseUrl: busy.url, token: () => "token", ...wire, wait: async () => undefined },
    );
    const recorder = new Recorder();
    const run = () => client.home.readHome();
    let before: Promise<unknown> = Promise.resolve();
    const inTurn = () => (before = before.then(run));
    await fireIntents({ crowd: { next: () => openHome(wire, busy.url, { run: inTurn }) }, moments: [0, 1], recorder });
    wire.close();
    const [operation] = recorder.seen(0).operations;
    expect(operation).toMatchObject({
      intents: 2,
      attempts: 3,
      served: 2,
      refused: 1,
      failed: 0,
      unchanged: 1,
      statuses: { 200: 1, 304: 1, 503: 1 },
    });
    expect(operation?.bytesOut).toBeGreaterThan(0);
    expect(recorder.seen(0).categories).toEqual([
      { operation: "home.readHome", role: "guardian", schoolId: "0990001N", intents: 2, refused: 1, served: 2 },
    ]);
  });

  it("is known of every second, even those in which nobody wanted anything", async () => {
    const recorder = new Recorder();
    const seconds = recorder.seen(4).seconds;
    expect(seconds.map(({ second }) => second)).toEqual([0, 1, 2, 3]);
    expect(seconds[3]?.byPriority.essential).toMatchObject({ intents: 0, p99: 0 });
  });

  it("comes to the same whether durations are kept together or apart", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1 }),
        fc.array(fc.integer({ min: 1, max: 20_000 })),
        (a, b) => {
          const [apart, other, together] = [new Latencies(), new Latencies(), new Latencies()];
          for (const ms of a) apart.record(ms);
          for (const ms of b) other.record(ms);
          for (const ms of [...a, ...b]) together.record(ms);
          apart.merge(other);
          expect(apart.summary).toEqual(together.summary);
          expect(Math.abs(apart.summary.max / Math.max(...a, ...b) - 1)).toBeLessThan(0.002);
        },
      ),
    );
  });
});

describe("a cap", () => {
  it("lets no more leave in any second, wherever that second begins", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 200 }), (gaps) => {
        const count = new CapCount({ perSecond: 5, total: 1_000 });
        let now = 0;
        const left = gaps.map((gap) => (now += gap)).filter((at) => count.take(at) === "allowed");
        for (const from of left)
          expect(left.filter((at) => at >= from && at < from + 1000).length).toBeLessThanOrEqual(5);
      }),
    );
  });

  it("ends in all, and keeps what reads back the writes", () => {
    const count = new CapCount({ perSecond: 100, total: 3 });
    expect([0, 1, 2].map((at) => count.take(at * 1000, 1))).toEqual(["allowed", "allowed", "in all"]);
    expect([3, 4].map((at) => count.take(at * 1000))).toEqual(["allowed", "in all"]);
  });

  it("ends the run that reaches it: not one request more reaches the school", async () => {
    const quick = await school((_, response) => response.end("{}"));
    const limits: string[] = [];
    const stop = new AbortController();
    const onCap = (limit: string) => {
      limits.push(limit);
      stop.abort();
    };
    const wire = createWire({ origins: [quick.url], cap: { perSecond: Number.POSITIVE_INFINITY, total: 10 }, onCap });
    const moments = Array.from({ length: 30 }, (_, index) => index);
    await fireIntents({
      crowd: { next: () => openHome(wire, quick.url) },
      moments,
      recorder: new Recorder(),
      signal: stop.signal,
    });
    wire.close();
    expect(limits[0]).toBe("in all");
    expect(quick.asked.length).toBe(9);
  });

  it("or not, a run speaks to its target only", async () => {
    const [target, neighbour] = [
      await school((_, response) => response.end("{}")),
      await school((_, response) => response.end("{}")),
    ];
    const wire = createWire({ origins: [target.url] });
    await expect(wire.fetch(`${neighbour.url}/v1/home`)).rejects.toThrow("not the target");
    expect(neighbour.asked).toEqual([]);
    wire.close();
  });
});
