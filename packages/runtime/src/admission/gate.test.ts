import { contract, problem, route, SchoolId } from "@preau/contract";
import { openSwitchboard, type Switches } from "@preau/store";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as z from "zod";
import { freshTable } from "../../../../test/support/fresh-table.ts";
import { aPerson } from "../../../../test/support/people.ts";
import { caller, requestEvent } from "../../../../test/support/request.ts";
import { newId } from "../new-id.ts";
import { serve } from "../serve.ts";

const COLLEGE = "0990001N";
const LYCEE = "0990002P";
/** A Tuesday, 7:00 in Paris. */
const BEGUN = Date.parse("2027-03-16T06:00:00Z");
const LATER = BEGUN / 1_000 + 86_400;
const params = z.strictObject({ schoolId: SchoolId, bellId: z.string() });
const shared = { summary: "", roles: ["teacher", "pupil"], params, replies: { 200: z.object({}) } } as const;
const path = <const P extends string>(end: P) => `/v1/schools/{schoolId}/bells/{bellId}/${end}` as const;

const bells = contract({
  name: "bells",
  title: "Bells",
  problems: {},
  routes: {
    ring: route({ ...shared, method: "POST", path: path("ring"), priority: "essential" }),
    hear: route({ ...shared, method: "GET", path: path("sound"), priority: "standard" }),
    polish: route({ ...shared, method: "POST", path: path("polish"), priority: "deferrable" }),
  },
});
type Name = keyof typeof bells.routes;

const teacher = aPerson("teacher", COLLEGE, "per_7k2mq4x9d0abc");
const pupil = aPerson("pupil", COLLEGE, "per_1111111111111");

let board: ReturnType<typeof openSwitchboard>;
/** How many requests reached a use case. */
let worked = 0;
let handler: ReturnType<typeof serve>;
let call: ReturnType<typeof caller>;

const openDoor = (): void => {
  worked = 0;
  const useCase = async ({ params: { bellId } }: { params: { bellId: string } }) => {
    worked += 1;
    if (bellId !== "bell") throw problem("not-found");
    return { status: 200 as const, body: {} };
  };
  const operations = { ring: useCase, hear: useCase, polish: useCase };
  handler = serve(bells, operations, () => ({ now: () => new Date() }));
  call = caller(handler, bells);
};

const ask = async (name: Name, by = teacher, schoolId = COLLEGE, bellId = "bell", headers = {}) => {
  const { status, body, headers: sent } = await call(name, by, { params: { schoolId, bellId }, headers });
  return { status, code: body?.code, body, headers: sent };
};
/** What each priority is answered; somebody else each time, so that nobody meets their own share. */
const codes = async (role = teacher) => {
  const by = { ...role, accountId: newId("acc") };
  return Promise.all((["ring", "hear", "polish"] as const).map(async (name) => (await ask(name, by)).code ?? 200));
};
const after = (seconds: number): void => void vi.setSystemTime(BEGUN + seconds * 1_000);
const put = (one: Switches["ADMISSION"]) => board.put("ADMISSION", one);

beforeEach(async () => {
  vi.stubEnv("ADMISSION", "on");
  vi.useFakeTimers({ toFake: ["Date"], now: BEGUN });
  const table = await freshTable({ name: "switchboard", table: {} });
  process.env.SWITCHBOARD_TABLE = table;
  board = openSwitchboard(table);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

describe("a switch of admission", () => {
  it("bites within ten seconds in an environment that knew nothing of it, asked often or seldom", async () => {
    openDoor();
    expect(await codes()).toEqual([200, 200, 200]);
    await put({ id: "level", until: LATER, level: 3, by: "hand" });
    after(1);
    expect(await codes()).toEqual([200, 200, 200]);
    after(9);
    expect(await codes()).toEqual([200, "temporarily-unavailable", "temporarily-unavailable"]);
    await put({ id: "level", until: BEGUN / 1_000, level: 3, by: "hand" });
    for (const second of [11, 13, 15, 17, 19]) {
      after(second);
      await codes();
    }
    expect(await codes()).toEqual([200, 200, 200]);
  });

  it("holds from the first request of an environment that starts under it", async () => {
    await put({ id: "level", until: LATER, level: 1, by: "alarm" });
    openDoor();
    expect(await codes()).toEqual([200, 200, "temporarily-unavailable"]);
  });

  it("that nobody understands stops nobody", async () => {
    await put({ id: "level", until: LATER, level: 9, by: "hand" } as unknown as Switches["ADMISSION"]);
    openDoor();
    expect(await codes()).toEqual([200, 200, 200]);
  });
});

describe("a capability turned off", () => {
  it("answers nothing, the essential included; the others do not notice", async () => {
    await put({ id: "off#bells", until: LATER, capability: "bells" });
    openDoor();
    expect(await codes()).toEqual(["capability-off", "capability-off", "capability-off"]);
    await put({ id: "off#bells", until: BEGUN / 1_000, capability: "bells" });
    await put({ id: "off#notices", until: LATER, capability: "notices" });
    openDoor();
    expect(await codes()).toEqual([200, 200, 200]);
  });
});

describe("a refusal", () => {
  beforeEach(async () => {
    await put({ id: "level", until: LATER, level: 3, by: "hand" });
    openDoor();
  });

  it("never reaches the use case, not even to read the request", async () => {
    expect((await ask("hear")).status).toBe(503);
    const broken = { ...requestEvent(bells, "hear", teacher, { params: { schoolId: COLLEGE } }), body: "{" };
    expect((await handler(broken, {} as never)).statusCode).toBe(503);
    expect(worked).toBe(0);
    await ask("ring");
    expect(worked).toBe(1);
  });

  it("is a problem document in French, under the sender's correlation id, that no cache keeps, with when to come back", async () => {
    const { status, body, headers } = await ask("hear", teacher, COLLEGE, "bell", {
      "x-correlation-id": "abcdef-123456",
    });
    expect({ status, body }).toEqual({
      status: 503,
      body: {
        type: "urn:preau:problem:temporarily-unavailable",
        title: "Le service est très demandé. Réessayez dans quelques secondes.",
        status: 503,
        code: "temporarily-unavailable",
        correlationId: "abcdef-123456",
      },
    });
    expect(headers).toMatchObject({
      "content-type": "application/problem+json; charset=utf-8",
      "cache-control": "no-store",
      "x-correlation-id": "abcdef-123456",
    });
    expect(Number(headers["retry-after"])).toBeGreaterThan(0);
  });

  it("is the same for what exists, what does not, and what is somebody else's", async () => {
    const said = async (schoolId: string, bellId: string) => {
      const { correlationId, ...body } = (await ask("hear", teacher, schoolId, bellId)).body;
      return { ...body, correlationId: typeof correlationId };
    };
    const mine = await said(COLLEGE, "bell");
    expect(await said(COLLEGE, "no-such-bell")).toEqual(mine);
    expect(await said(LYCEE, "bell")).toEqual(mine);
  });

  it("is not for whom the gateway did not vouch: they are told to sign in", async () => {
    const event = requestEvent(bells, "hear", teacher, { params: { schoolId: COLLEGE, bellId: "bell" } });
    const { statusCode } = await handler({ ...event, requestContext: { requestId: "r" } }, {} as never);
    expect(statusCode).toBe(401);
  });
});

describe("a runaway account", () => {
  it("is told 429 and when to come back, while others are served", async () => {
    openDoor();
    const answers = await Promise.all(Array.from({ length: 60 }, () => ask("ring")));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(15);
    expect(refused[0]).toMatchObject({ code: "too-many-requests" });
    expect(Number(refused[0]?.headers["retry-after"])).toBeGreaterThan(0);
    expect((await ask("hear", pupil)).status).toBe(200);
  });

  it("is not looked for where a bench drives one account at full speed, nor anything where admission is off", async () => {
    vi.stubEnv("ADMISSION", "unmetered");
    openDoor();
    const all = await Promise.all(Array.from({ length: 60 }, () => ask("ring")));
    expect(all.every(({ status }) => status === 200)).toBe(true);
    vi.stubEnv("ADMISSION", "off");
    await put({ id: "level", until: LATER, level: 3, by: "hand" });
    openDoor();
    expect(await codes()).toEqual([200, 200, 200]);
  });
});

describe("a territory's hours", () => {
  const pupilsInTheEvening = (schools: readonly SchoolId[] | "all" = [COLLEGE as SchoolId]) =>
    put({
      id: "window#pupils",
      until: LATER,
      window: {
        roles: ["pupil"],
        schools,
        weekdays: [1, 2, 3, 4, 5],
        from: "18:00" as never,
        to: "20:00" as never,
        since: BEGUN / 1_000,
        until: LATER,
      },
    });

  it("send who comes too early back, in words that say when; the essential and other roles pass", async () => {
    await pupilsInTheEvening();
    openDoor();
    expect(await codes(pupil)).toEqual([200, "outside-hours", "outside-hours"]);
    expect(await codes(teacher)).toEqual([200, 200, 200]);
    const { status, body, headers } = await ask("hear", pupil);
    expect({ status, detail: body.detail }).toEqual({
      status: 403,
      detail: "Il sera de nouveau ouvert mardi 16 mars à 18 h 00 (heure de Paris).",
    });
    expect(headers["retry-after"]).toBeUndefined();
    after(11 * 3_600 + 60);
    expect(await codes(pupil)).toEqual([200, 200, 200]);
  });

  it("say nothing to a stranger of the school but what every stranger hears", async () => {
    await pupilsInTheEvening("all");
    openDoor();
    const stranger = aPerson("pupil", LYCEE, "per_2222222222222");
    expect(await ask("hear", stranger)).toMatchObject({ status: 404, code: "not-found" });
  });
});
