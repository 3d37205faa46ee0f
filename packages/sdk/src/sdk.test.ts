import { contract, file, page, pageQuery, route, SchoolId } from "@preau/contract";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { ApiProblem, createClient, createOfflineQueue } from "./index.ts";
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
      priority: "standard",
      params,
      replies: { 200: file("application/pdf") },
    }),
    ringBell: route({
      method: "POST",
      path: "/v1/schools/{schoolId}/bells",
      summary: "",
      roles: ["head"],
      priority: "standard",
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

/** A client whose network answers each request from a list, and tells what was sent. */
const against = (...answers: (Response | Error)[]) => {
  const sent: Sent[] = [];
  const waits: number[] = [];
  const client = createClient(
    { bells },
    {
      baseUrl: "https://school.example",
      token: () => "token",
      wait: async (ms) => void waits.push(ms),
      fetch: async (url, init) => {
        sent.push({ url: String(url), headers: init?.headers as Record<string, string> });
        const answer = answers.shift() ?? new Error("offline");
        if (answer instanceof Error) throw answer;
        return answer;
      },
    },
  );
  return { client, sent, waits };
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
    expect(sent.length).toBeGreaterThan(100);
    expect(sent.length).toBeLessThanOrEqual(118);
  });

  it("spreads its waits", () => {
    expect(waitBefore(1, null, () => 0.5)).toBe(200);
    expect(waitBefore(20, null, () => 1)).toBe(10_000);
  });
});

describe("the offline queue", () => {
  const memory = () => {
    let text: string | undefined;
    return {
      read: async () => text,
      write: async (next: string) => {
        text = next;
      },
    };
  };

  it("keeps commands over a restart and sends them in order, each once", async () => {
    const storage = memory();
    const offline = createOfflineQueue({}, storage);
    const first = await offline.add("bells", "ringBell", ring);
    await offline.add("bells", "ringBell", { ...ring, body: { rings: 2 } });
    const { client, sent } = against(
      json(201, { rings: 1 }),
      new Error("cut"),
      new Error("cut"),
      new Error("cut"),
      new Error("cut"),
    );
    const restarted = createOfflineQueue(client, storage);
    const outcomes = await restarted.flush();
    expect(outcomes.map(({ reply }) => reply)).toEqual([{ rings: 1 }]);
    expect(sent[0]?.headers["idempotency-key"]).toBe(first.asked.idempotencyKey);
    expect(await restarted.waiting()).toBe(1);
  });

  it("shows a refused command instead of sending it for ever", async () => {
    const storage = memory();
    const { client } = against(json(409, { code: "bell-broken", title: "", status: 409, type: "", correlationId: "" }));
    const queue = createOfflineQueue(client, storage);
    await queue.add("bells", "ringBell", ring);
    const [outcome] = await queue.flush();
    expect(outcome?.problem).toBeInstanceOf(ApiProblem);
    expect(await queue.waiting()).toBe(0);
  });
});
