import { contract, file, page, pageQuery, route, SchoolId } from "@preau/contract";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { type Attempt, createClient } from "./index.ts";
import { waitBefore } from "./retry-budget.ts";

const Bell = z.object({ rings: z.int() });
const params = z.strictObject({ schoolId: SchoolId });
const bells = contract({
  name: "bells",
  title: "Bells",
  problems: {},
  routes: {
    listBells: route({
      method: "GET",
      path: "/v1/schools/{schoolId}/bells",
      summary: "",
      roles: ["head"],
      priority: "standard",
      params,
      query: z.strictObject(pageQuery),
      replies: { 200: page(Bell) },
    }),
    printBells: route({
      method: "GET",
      path: "/v1/schools/{schoolId}/bell-sheet",
      summary: "",
      roles: ["head"],
      priority: "deferrable",
      params,
      replies: { 200: file("application/pdf") },
    }),
    ringBell: route({
      method: "POST",
      path: "/v1/schools/{schoolId}/bells",
      summary: "",
      roles: ["head"],
      priority: "essential",
      params,
      body: z.strictObject({ rings: z.int() }),
      idempotent: true,
      replies: { 201: Bell },
    }),
  },
});

interface Sent {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A client whose network answers each request from a list, on a clock that moves by its waits only, and tells what was sent. */
const against = (...answers: (Response | Error)[]) => {
  const sent: Sent[] = [];
  const waits: number[] = [];
  const attempts: Attempt[] = [];
  const state = { now: 0, random: 0.5 };
  const client = createClient(
    { bells },
    {
      baseUrl: "https://school.example",
      token: () => "token",
      clock: () => state.now,
      random: () => state.random,
      wait: async (ms) => {
        waits.push(ms);
        state.now += ms;
      },
      onAttempt: (attempt) => void attempts.push(attempt),
      fetch: async (url, init) => {
        sent.push({ url: String(url), headers: init?.headers as Record<string, string> });
        const answer = answers.shift() ?? new Error("offline");
        if (answer instanceof Error) throw answer;
        return answer;
      },
    },
  );
  return { client, sent, waits, attempts, state };
};

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers });
const COLLEGE = "0990001N" as SchoolId;
const ring = { params: { schoolId: COLLEGE }, body: { rings: 1 } };

it("a file comes with its name", async () => {
  const headers = { "content-type": "application/pdf", "content-disposition": 'attachment; filename="sonnerie.pdf"' };
  const { client } = against(new Response(new Uint8Array([37, 80]), { headers }));
  const { name, bytes } = await client.bells.printBells({ params: { schoolId: "0990001N" } });
  expect({ name, bytes: [...Buffer.from(bytes)] }).toEqual({ name: "sonnerie.pdf", bytes: [37, 80] });
});

describe("the client", () => {
  it("builds the address from the contract and gives back the typed body", async () => {
    const { client, sent } = against(json(200, { items: [{ rings: 2 }] }));
    const { items } = await client.bells.listBells({ params: { schoolId: COLLEGE }, query: { limit: 5 } });
    expect(items[0]?.rings).toBe(2);
    expect(sent[0]?.url).toBe("https://school.example/v1/schools/0990001N/bells?limit=5");
  });

  it("does not fetch again what has not changed", async () => {
    const { client, sent } = against(json(200, { items: [] }, { etag: '"a"' }), new Response(null, { status: 304 }));
    await client.bells.listBells({ params: { schoolId: COLLEGE } });
    expect(await client.bells.listBells({ params: { schoolId: COLLEGE } })).toEqual({ items: [] });
    expect(sent[1]?.headers["if-none-match"]).toBe('"a"');
  });

  it("tries a command again under the same key, after the wait the server asked for", async () => {
    const { client, sent, waits } = against(
      json(503, {}, { "retry-after": "2" }),
      new Error("cut"),
      json(201, { rings: 1 }),
    );
    expect(await client.bells.ringBell(ring)).toEqual({ rings: 1 });
    expect(new Set(sent.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
    expect(waits[0]).toBeGreaterThanOrEqual(2000);
  });

  it("gives the school's refusal as it is written", async () => {
    const { client } = against(
      json(409, { code: "bell-broken", title: "La sonnerie est en panne.", status: 409, type: "", correlationId: "" }),
    );
    await expect(client.bells.ringBell(ring)).rejects.toMatchObject({ code: "bell-broken", status: 409 });
  });

  it("stops feeding a surge: its retries are spent after a few and earned back one in ten", async () => {
    const { client, sent } = against(...Array.from({ length: 400 }, () => json(503, {})));
    for (let asked = 0; asked < 100; asked += 1) await client.bells.ringBell(ring).catch(() => undefined);
    expect(sent.length).toBeGreaterThan(105);
    expect(sent.length).toBeLessThanOrEqual(113);
  });

  it("keeps its last tries for what cannot wait: just opened, it sends a file to print once, a list twice, a roll call three times", async () => {
    const there = { params: { schoolId: COLLEGE } };
    const times = async (ask: (client: ReturnType<typeof against>["client"]) => Promise<unknown>): Promise<number> => {
      const { client, sent } = against(...Array.from({ length: 9 }, () => json(503, {})));
      await ask(client).catch(() => undefined);
      return sent.length;
    };
    expect(await times(({ bells: { printBells } }) => printBells(there))).toBe(1);
    expect(await times(({ bells: { listBells } }) => listBells(there))).toBe(2);
    expect(await times(({ bells: { ringBell } }) => ringBell(ring))).toBe(3);
  });

  it("never comes back sooner than the server asked, and not all at the same moment", () => {
    expect(waitBefore(1, null, () => 0.5)).toBe(200);
    expect(waitBefore(20, null, () => 1)).toBe(10_000);
    expect([0, 0.5, 1].map((drawn) => waitBefore(1, "1", () => drawn))).toEqual([1_000, 1_500, 2_000]);
    expect(waitBefore(1, "60", () => 1)).toBe(72_000);
  });

  it.each([429, 503])(
    "begins no attempt that could not end in ten seconds: the refusal (%i) is given as it is",
    async (status) => {
      const { client, sent, waits } = against(
        json(status, { code: "busy", title: "", status, type: "", correlationId: "" }, { "retry-after": "4" }),
        json(status, { code: "busier", title: "", status, type: "", correlationId: "" }, { "retry-after": "5" }),
      );
      await expect(client.bells.ringBell(ring)).rejects.toMatchObject({ code: "busier", status });
      expect({ sent: sent.length, waits }).toEqual({ sent: 2, waits: [4_500] });
    },
  );

  it("gives up a request that is not answered, when its ten seconds are over", async () => {
    const client = createClient(
      { bells },
      {
        baseUrl: "https://school.example",
        token: () => "token",
        timeBudgetMs: 50,
        fetch: (_, init) =>
          new Promise((_answered, failed) => {
            init?.signal?.addEventListener("abort", () => failed(init.signal?.reason));
          }),
      },
    );
    await expect(client.bells.listBells({ params: { schoolId: COLLEGE } })).rejects.toMatchObject({
      name: "TimeoutError",
    });
  });

  it("tells each attempt to whoever counts them", async () => {
    const { client, attempts } = against(new Error("cut"), json(503, {}), json(201, { rings: 1 }));
    await client.bells.ringBell(ring);
    const intent = { capability: "bells", operation: "ringBell", priority: "essential" };
    expect(attempts).toEqual([
      { ...intent, number: 1 },
      { ...intent, number: 2, status: 503 },
      { ...intent, number: 3, status: 201 },
    ]);
  });
});
