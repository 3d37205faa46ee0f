import { contract, file, problem, route, SchoolId } from "@preau/contract";
import { LostRace } from "@preau/store";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { aPerson } from "../../../test/support/people.ts";
import { caller } from "../../../test/support/request.ts";
import type { Operation } from "./operation.ts";
import { serve } from "./serve.ts";

const COLLEGE = "0990001N";
const head = aPerson("head", COLLEGE, "per_7k2mq4x9d0abc");
const params = z.strictObject({ schoolId: SchoolId });
const shared = {
  path: "/v1/schools/{schoolId}/bell",
  summary: "",
  roles: ["head"],
  priority: "standard",
  params,
} as const;

const bells = contract({
  name: "bells",
  title: "Bells",
  problems: { "bell-broken": { status: 409, title: "La sonnerie est en panne." } },
  routes: {
    readBell: route({ ...shared, method: "GET", replies: { 200: z.object({ rings: z.int() }) } }),
    oldBell: route({
      ...shared,
      path: "/v1/schools/{schoolId}/old-bell",
      method: "GET",
      replies: { 200: z.object({ rings: z.int() }) },
      deprecated: { since: "2027-01-01T00:00:00Z", sunset: "2028-01-01T00:00:00Z", link: "https://preau.example/bell" },
    }),
    watchBell: route({
      ...shared,
      path: "/v1/schools/{schoolId}/bell-watch",
      method: "GET",
      versioned: true,
      headers: ["x-poll-after-seconds"],
      replies: { 200: z.object({ rings: z.int() }) },
    }),
    printBell: route({
      ...shared,
      path: "/v1/schools/{schoolId}/bell-sheet",
      method: "GET",
      replies: { 200: file("text/csv") },
    }),
    mendBell: route({
      ...shared,
      method: "PUT",
      body: z.strictObject({ screws: z.int() }),
      replies: { 200: z.object({ rings: z.int() }) },
    }),
  },
});

const answering = (bell: () => unknown) => {
  const useCase = async () => ({ status: 200, body: bell() }) as { status: 200; body: { rings: number } };
  return caller(
    serve(bells, { readBell: useCase, oldBell: useCase, mendBell: useCase }, () => ({ now: () => new Date() })),
    bells,
  );
};
const here = { params: { schoolId: COLLEGE } };
const failing = (error: unknown) =>
  answering(() => {
    throw error;
  });

describe("a file", () => {
  const print = (bytes: string | Uint8Array) =>
    caller(
      serve(
        bells,
        { printBell: async () => ({ status: 200, body: { name: "sonnerie.csv", bytes } }) as const },
        () => ({ now: () => new Date() }),
      ),
      bells,
    )("printBell", head, here);

  it("leaves under its own name and media type", async () => {
    const { text, headers } = await print("heure;été");
    expect({ text, headers }).toMatchObject({
      text: "heure;été",
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": 'attachment; filename="sonnerie.csv"',
        "cache-control": "private, no-store",
      },
    });
  });

  it("leaves byte by byte when it is not text", async () => {
    const { text } = await print(new Uint8Array([0, 255, 137]));
    expect([...Buffer.from(text, "base64")]).toEqual([0, 255, 137]);
  });
});

describe("an answer", () => {
  it("never carries what its schema does not declare", async () => {
    const { body } = await answering(() => ({ rings: 2, guardianPhone: "+33 6 99 00 00 01" }))("readBell", head, here);
    expect(body).toEqual({ rings: 2 });
  });

  it("is not sent again to whoever already has it", async () => {
    const ask = answering(() => ({ rings: 2 }));
    const first = await ask("readBell", head, here);
    const again = await ask("readBell", head, { ...here, headers: { "if-none-match": String(first.headers.etag) } });
    expect({ status: again.status, text: again.text }).toEqual({ status: 304, text: "" });
    const changed = await answering(() => ({ rings: 3 }))("readBell", head, {
      ...here,
      headers: { "if-none-match": String(first.headers.etag) },
    });
    expect(changed.status).toBe(200);
  });

  it("is not sent again to whoever has it from a compressed answer", async () => {
    const ask = answering(() => ({ rings: 2 }));
    const { headers } = await ask("readBell", head, here);
    const again = await ask("readBell", head, { ...here, headers: { "if-none-match": `W/${headers.etag}` } });
    expect({ status: again.status, text: again.text }).toEqual({ status: 304, text: "" });
  });

  it("is not even read for whoever has its version", async () => {
    let read = 0;
    const watchBell: Operation<typeof bells.routes.watchBell, object> = async ({ has }) => {
      const headers = { "x-poll-after-seconds": "5" };
      if (has.includes("r2")) return { status: 304, version: "r2", headers };
      read += 1;
      return { status: 200, body: { rings: 2 }, version: "r2", headers };
    };
    const ask = caller(
      serve(bells, { watchBell }, () => ({ now: () => new Date() })),
      bells,
    );
    const first = await ask("watchBell", head, here);
    expect(first.headers).toMatchObject({ etag: '"r2"', "x-poll-after-seconds": "5" });
    const again = await ask("watchBell", head, { ...here, headers: { "if-none-match": '"r1", W/"r2"' } });
    expect({ status: again.status, text: again.text, headers: again.headers, read }).toMatchObject({
      status: 304,
      text: "",
      headers: { etag: '"r2"', "x-poll-after-seconds": "5" },
      read: 1,
    });
  });

  it("says when its route retires", async () => {
    const { headers } = await answering(() => ({ rings: 2 }))("oldBell", head, here);
    expect(headers).toMatchObject({ deprecation: "@1798761600", sunset: "Sat, 01 Jan 2028 00:00:00 GMT" });
  });

  it("carries the correlation id it was asked under, unless that could be misused", async () => {
    const ask = answering(() => ({ rings: 2 }));
    const kept = await ask("readBell", head, { ...here, headers: { "x-correlation-id": "abcdef-123456" } });
    expect(kept.headers["x-correlation-id"]).toBe("abcdef-123456");
    const replaced = await ask("readBell", head, { ...here, headers: { "x-correlation-id": "x\n{evil}" } });
    expect(replaced.headers["x-correlation-id"]).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("a refusal", () => {
  it("is the problem the contract declares, in French, with where and why", async () => {
    const { status, body, headers } = await failing(
      problem("bell-broken", { detail: "Appelez l’agent.", current: { rings: 0 } }),
    )("readBell", head, here);
    expect(status).toBe(409);
    expect(headers["content-type"]).toContain("application/problem+json");
    expect(body).toMatchObject({
      code: "bell-broken",
      title: "La sonnerie est en panne.",
      detail: "Appelez l’agent.",
      current: { rings: 0 },
    });
  });

  it.each([
    ["a lost race", new LostRace(), 409, "version-conflict"],
    [
      "DynamoDB under pressure",
      Object.assign(new Error("slow down"), { name: "ProvisionedThroughputExceededException" }),
      503,
      "temporarily-unavailable",
    ],
    ["a fault nobody foresaw", new Error("password=secret at /var/task"), 500, "internal-error"],
    ["a code nobody declared", problem("made-up"), 500, "internal-error"],
  ])("for %s tells no more than it should", async (_, error, status, code) => {
    const answer = await failing(error)("readBell", head, here);
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
    expect(answer.text).not.toMatch(/secret|var\/task|slow down/);
    if (status === 503) expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
  });

  it("names every wrong field at once, in French", async () => {
    const { body } = await answering(() => ({ rings: 1 }))("mendBell", head, {
      ...here,
      query: { loud: "1" },
      body: { screws: "two", nails: 3 },
    });
    expect(body.errors.map(({ field }: { field: string }) => field).sort()).toEqual([
      "body.nails",
      "body.screws",
      "query.loud",
    ]);
    expect(body.errors.map(({ message }: { message: string }) => message).join(" ")).toMatch(/retirez-le.*|attendu/);
  });

  it("says of a field left out that it is needed", async () => {
    const { body } = await answering(() => ({ rings: 1 }))("mendBell", head, { ...here, body: {} });
    expect(body.errors).toEqual([{ field: "body.screws", message: "Ce champ est obligatoire : renseignez-le." }]);
  });
});
