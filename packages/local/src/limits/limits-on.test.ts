import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { awsCall } from "../engines/aws-call.ts";
import { type School, startSchool } from "../fixture/start-school.ts";
import type { Faults, Limits } from "./limits.ts";
import type { MeasuredSecond } from "./measured.ts";

let school: School;
beforeAll(async () => {
  school = await startSchool();
});
afterEach(async () => {
  await damage(null);
  await limit(null);
  await school.runtime().idle();
  school.forget();
});
afterAll(() => school.stop());

/** Limits that refuse nothing that a test does. */
const ample: Limits = {
  concurrency: 20,
  startsPer10s: 100,
  requestsPerConcurrency: 100,
  gateway: { rate: 1_000, burst: 1_000, routeShare: 1 },
  coldStart: { medianMs: 1, p99Ms: 2 },
  coreShare: 1,
  partition: { readUnits: 3_000, writeUnits: 1_000 },
  table: { readUnits: 12_000, writeUnits: 4_000, peakMs: 60_000 },
  reservedShare: 1,
};

describe("under the limits of an account", { timeout: 30_000 }, () => {
  it("a function has what is set aside for it, scaled, and the gateway answers 503 beyond", async () => {
    const since = Date.now();
    await limit({ ...ample, reservedShare: 0.5 });
    const replies = await Promise.all([school.act("wait"), school.act("wait")]);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 503]);
    const direct = await Promise.all([1, 2].map(() => invokeApi({ action: "wait" })));
    expect(direct.map(({ status }) => status).toSorted()).toEqual([200, 429]);
    await expect.poll(async () => sum(await measured(since), "throttled"), { timeout: 5_000 }).toBe(2);
    expect(sum(await measured(since), "invocations")).toBe(2);
  });

  it("a function answers no more requests a second than its environments are granted", async () => {
    await limit({ ...ample, requestsPerConcurrency: 1 });
    await school.act("pid");
    const replies = [(await school.act("pid")).status, (await school.act("pid")).status];
    expect(replies).toEqual([200, 503]);
  });

  it("a function may add so many environments in ten seconds", async () => {
    await limit({ ...ample, startsPer10s: 1 });
    const replies = await Promise.all([school.act("wait"), school.act("wait")]);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 503]);
    expect((await school.act("pid")).status).toBe(200);
  });

  it("the gateway refuses beyond the bucket of the account, by route", async () => {
    const since = Date.now();
    await limit({ ...ample, gateway: { rate: 0.01, burst: 1, routeShare: 1 } });
    expect([(await school.act("pid")).status, (await school.act("pid")).status]).toEqual([200, 429]);
    await expect
      .poll(async () => (await measured(since)).flatMap(({ throttledRoutes }) => Object.entries(throttledRoutes)), {
        timeout: 5_000,
      })
      .toEqual([["POST /v1/do", 1]]);
  });

  it("a cold start takes what is published, a warm one does not", async () => {
    await limit({ ...ample, coldStart: { medianMs: 900, p99Ms: 901 } });
    const cold = await timed(() => school.act("pid"));
    const warm = await timed(() => school.act("pid"));
    expect(cold).toBeGreaterThan(890);
    expect(warm).toBeLessThan(cold / 2);
  });

  it("an environment stays busy for as long as its part of a core needs", async () => {
    await limit({ ...ample, coreShare: 0.002 });
    await school.act("pid");
    expect(await timed(() => school.act("pid"))).toBeGreaterThan(40);
  });

  it("a partition refuses what is beyond its units, another one does not", async () => {
    const since = Date.now();
    await limit({ ...ample, partition: { readUnits: 3_000, writeUnits: 0.05 } });
    expect([await write("lea"), await write("lea"), await write("tom")]).toEqual([204, 500, 204]);
    await expect
      .poll(async () => (await measured(since)).flatMap(({ tables }) => Object.values(tables)), { timeout: 5_000 })
      .toContainEqual(expect.objectContaining({ throttled: 1 }));
    const hottest = (await measured(since)).flatMap((second) => second.hottest.map(({ key }) => key));
    expect(hottest).toContain("absences lea");
  });

  it("a table refuses what is beyond its units, whatever the partition", async () => {
    await limit({ ...ample, table: { readUnits: 100, writeUnits: 0.05, peakMs: 60_000 } });
    expect([await write("lea"), await write("tom")]).toEqual([204, 500]);
  });

  it("lifted, everything is as before", async () => {
    await limit({ ...ample, requestsPerConcurrency: 1 });
    const limited = await environment();
    await limit(null);
    const lifted = await environment();
    expect(limited.AWS_ENDPOINT_URL_DYNAMODB).not.toBe(school.runtime().endpoints.dynamodb);
    expect(lifted.AWS_ENDPOINT_URL_DYNAMODB).toBe(school.runtime().endpoints.dynamodb);
    const replies = await Promise.all([1, 2, 3].map(() => school.act("wait")));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 200, 503]);
  });

  it("limits that make no sense are refused with the reason", async () => {
    expect(await put("limits", { ...ample, concurrency: 2 })).toEqual([
      400,
      { message: "Of 2 environments, 2 are set aside: none is left for the other functions." },
    ]);
    const [status, { message }] = await put("limits", { ...ample, concurency: 1 });
    expect([status, message]).toEqual([400, expect.stringContaining("concurency")]);
  });
});

describe("a classic server of a fixed pool", { timeout: 30_000 }, () => {
  it("refuses nobody and has everybody wait for one of its workers", async () => {
    await limit({ ...ample, gateway: { rate: 0.01, burst: 1, routeShare: 1 }, fixedPool: 1 });
    await school.act("pid");
    const replies: Response[] = [];
    const took = await timed(async () => {
      replies.push(...(await Promise.all([1, 2, 3].map(() => school.act("wait")))));
    });
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(took).toBeGreaterThan(880);
  });
});

describe("damage", { timeout: 30_000 }, () => {
  it("a lost answer: the write is there once, whoever wrote it does not know", async () => {
    await damage({ lostAnswers: 1 });
    expect(await write("zoe")).toBe(500);
    await damage(null);
    const { Item } = await awsCall<{ Item?: object }>(
      school.runtime().endpoints.dynamodb,
      "DynamoDB_20120810.GetItem",
      {
        TableName: "absences",
        Key: { pk: { S: "zoe" } },
      },
    );
    expect(Item).toBeDefined();
    await school.runtime().idle();
    expect(school.notes()).toEqual(["zoe absent"]);
  });

  it("a throttled call writes nothing, an unanswered one lasts until the caller gives up", async () => {
    await damage({ throttles: 1 });
    expect(await write("ali")).toBe(500);
    await damage({ timeouts: 1 });
    expect(await timed(() => write("ali"))).toBeGreaterThan(950);
    await damage(null);
    await school.runtime().idle();
    expect(school.notes()).toEqual([]);
  });

  it("an engine that stops answers when it goes on", async () => {
    await damage({ engineStopMs: 500 });
    const statuses: number[] = [];
    const took = await timed(async () => statuses.push(await write("eve")));
    expect(took).toBeGreaterThan(400);
    expect(statuses).toEqual([204]);
  });

  it("environments are killed under their requests, and replaced", async () => {
    await damage({ killsPerSecond: 20 });
    expect((await school.act("wait")).status).toBe(500);
    await damage(null);
    expect((await school.act("wait")).status).toBe(200);
  });
});

const limit = (limits: Limits | null) => put("limits", limits);
const damage = (faults: Faults | null) => put("faults", faults);

async function put(path: string, value: unknown): Promise<[number, { message?: string }]> {
  const url = `${school.runtime().endpoints.control}/preau/${path}`;
  const reply = await fetch(url, { method: "PUT", body: JSON.stringify(value) });
  return [reply.status, JSON.parse(await reply.text()) ?? {}];
}

async function measured(since: number): Promise<MeasuredSecond[]> {
  const url = `${school.runtime().endpoints.control}/preau/measured?since=${Math.floor(since / 1_000) * 1_000}`;
  return JSON.parse(await (await fetch(url)).text());
}

const sum = (seconds: readonly MeasuredSecond[], what: "throttled" | "invocations"): number =>
  seconds.reduce((total, { functions }) => total + (functions.edge?.[what] ?? 0), 0);

async function write(pupilId: string): Promise<number> {
  const init = await school.bearer({});
  const reply = await school.edge(`/v1/absences/${pupilId}`, { ...init, method: "PUT", body: '{"kind":"absent"}' });
  return reply.status;
}

async function environment(): Promise<Record<string, string>> {
  return JSON.parse(JSON.stringify(await school.runtime().invoke("edge", { action: "env" })));
}

function invokeApi(payload: object): Promise<Response> {
  const url = `${school.runtime().endpoints.lambda}/2015-03-31/functions/edge/invocations`;
  return fetch(url, { method: "POST", body: JSON.stringify(payload) });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
