import { EventEmitter } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import { stopOnCtrlC } from "../command/stop-on-ctrl-c.ts";
import { stageLimits } from "../targets/stage-limits.ts";
import { observeScenario, type PlayOptions, playScenario } from "./play-scenario.ts";
import type { Scenario } from "./scenario.ts";
import { openHome, type SchoolServer, startSchool } from "./testing/school-server.ts";

const servers: SchoolServer[] = [];
const serve = async (...answer: Parameters<typeof startSchool>) => {
  const started = await startSchool(...answer);
  servers.push(started);
  return started;
};
afterEach(() => {
  for (const started of servers.splice(0)) started.stop();
});

/** The control endpoint of a runtime, as far as a run speaks to it: what was put, in order. */
const startControl = async () => {
  const put: string[] = [];
  const server = await serve((request, response) => {
    if (request.method === "GET")
      return response.end(
        JSON.stringify([{ at: 1000, functions: {}, throttledRoutes: {}, tables: {}, hottest: [], alarms: [] }]),
      );
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    return request.on("end", () => {
      put.push(`${request.url} ${body.startsWith('{"concurrency') ? "on" : body}`);
      response.end("{}");
    });
  });
  return { url: server.url, put };
};

const calm: Scenario = {
  name: "calm",
  title: "Calme",
  story: "",
  phases: [{ name: "calm", seconds: 1, from: 1, to: 1 }],
  gather: async ({ wire, target }) => ({ people: 1, next: () => openHome(wire, target.baseUrl) }),
};

const play = async (over: Partial<PlayOptions> = {}, how = observeScenario) => {
  const school = await serve((_, response) => response.end("{}"));
  const control = await startControl();
  const target = { baseUrl: school.url, issuerUrl: school.url, controlUrl: control.url, accounts: [] };
  const check = async () => ({ expectedP99Ms: 380, measuredP99Ms: 381 });
  const options: PlayOptions = { scenario: calm, target, base: 40, seed: 1, limits: stageLimits(), check, ...over };
  return { played: how(options), control, school };
};

describe("a run", () => {
  it("has limits on while it lasts and lifts them, and tells all that it saw", async () => {
    const { played, control, school } = await play({ faults: { throttles: 0.1 } });
    const record = await played;
    expect(control.put.slice(0, 2)).toEqual(["/preau/limits on", '/preau/faults {"throttles":0.1}']);
    expect(control.put.slice(2).sort()).toEqual(["/preau/faults {}", "/preau/limits null"]);
    expect(record.partial).toBeUndefined();
    const [essential] = record.priorities;
    expect(essential).toMatchObject({ priority: "essential", served: essential?.intents });
    // The warm-up, a tenth of so short a run, is asked and not counted.
    expect(school.asked.length).toBeGreaterThan(essential?.intents ?? 0);
    expect(essential?.intents).toBeGreaterThan(20);
    expect(record.scenario.phases).toEqual([{ name: "calm", fromSecond: 0, toSecond: 1, rate: 40 }]);
    expect(record.measured?.length).toBe(1);
    expect(record.selfCheck.expectedP99Ms).toBe(380);
  });

  it("ends when Ctrl-C is typed: the limits are lifted, and what was seen never passes for the whole", async () => {
    const terminal = Object.assign(new EventEmitter(), { stderr: { write: () => true } });
    const signal = stopOnCtrlC(terminal);
    const scenario: Scenario = {
      ...calm,
      phases: [{ name: "calm", seconds: 3_000, from: 1, to: 1 }],
      gather: async ({ wire, target }) => ({
        people: 1,
        next: (atMs) => {
          if (atMs > 200) for (const again of ["SIGINT", "SIGINT"]) terminal.emit(again);
          return openHome(wire, target.baseUrl);
        },
      }),
    };
    const { played, control } = await play({ scenario, signal });
    const record = await played;
    expect(record.partial).toBe("stopped by hand");
    expect(record.seconds.length).toBeLessThan(3_000);
    expect(control.put.slice(2).sort()).toEqual(["/preau/faults {}", "/preau/limits null"]);
  });

  it("stopped while its people sign in, puts no limits on and reports nothing", async () => {
    const stop = new AbortController();
    const gather = () => {
      stop.abort("stopped by hand");
      return new Promise<never>(() => undefined);
    };
    const { played, control } = await play({ scenario: { ...calm, gather }, signal: stop.signal });
    await expect(played).rejects.toThrow("before the first intent");
    expect(control.put).toEqual([]);
  });

  it("whose generator was held up reports nothing but that, with the limits lifted", async () => {
    const gather: Scenario["gather"] = async ({ wire, target }) => ({
      people: 1,
      next: () => {
        const until = performance.now() + 40;
        while (performance.now() < until);
        return openHome(wire, target.baseUrl);
      },
    });
    const { played, control } = await play({ scenario: { ...calm, gather } }, playScenario);
    await expect(played).rejects.toThrow("so there is no report");
    expect(control.put.slice(2).sort()).toEqual(["/preau/faults {}", "/preau/limits null"]);
  });

  it("does not begin with a generator that does not see what it should", async () => {
    const { played, school } = await play({ check: () => Promise.reject(new Error("it does not run")) });
    await expect(played).rejects.toThrow("it does not run");
    expect(school.asked).toEqual([]);
  });
});
