import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { capabilityList } from "../../infra/capability-list.ts";
import { clientOf } from "../../packages/demo/src/commands/client.ts";
import type { DemoState } from "../../packages/demo/src/commands/demo-state.ts";
import { importDelivery } from "../../packages/demo/src/commands/import-delivery.ts";
import { loadSchools } from "../../packages/demo/src/commands/load-schools.ts";
import { playMorning, type Step } from "../../packages/demo/src/commands/morning.ts";
import { readStartOptions } from "../../packages/demo/src/commands/start-options.ts";
import { startServer } from "../../packages/demo/src/commands/start-server.ts";
import { freePorts } from "../support/free-ports.ts";
import { askerOf, within10Seconds } from "./ration-access.ts";

const dataDir = mkdtempSync(join(tmpdir(), "preau-journey-"));
let runtime: Awaited<ReturnType<typeof startServer>>;
let state: DemoState;

beforeAll(async () => {
  const port = await freePorts();
  const options = readStartOptions(["--date", "2026-11-23T08:45", "--data", dataDir, "--port", String(port)]);
  runtime = await startServer(options, () => {});
  state = await loadSchools(runtime, options, () => {});
}, 240_000);

afterAll(async () => {
  await runtime?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const played = async (): Promise<readonly Step[]> => {
  const steps: Step[] = [];
  await playMorning(state, (step) => steps.push(step));
  return steps;
};

describe("Monday at a quarter to nine", () => {
  it("a roll call reaches school life and each legal guardian, once; a correction reaches those who were told and holds back what was not; strangers see nothing", async () => {
    const steps = await played();
    expect(steps.filter(({ ok }) => !ok)).toEqual([]);
    expect(steps.length).toBeGreaterThan(15);
  }, 120_000);

  it("can be played again on the same day, over the registers of the first time", async () => {
    expect((await played()).filter(({ ok }) => !ok)).toEqual([]);
  }, 120_000);

  it("lets nobody in without a token, nor with a forged one", async () => {
    for (const headers of [{}, { authorization: "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhY2NfeCJ9." }]) {
      const response = await fetch(`${state.baseUrl}/v1/me`, { headers });
      expect(response.status).toBe(401);
    }
  });
});

describe("the same delivery, imported once more", () => {
  it("changes nothing, and says so", async () => {
    const operator = await clientOf(state, "operateur", state.password);
    const folder = join(dataDir, "delivery", "aaf");
    const outcome = await importDelivery(
      operator,
      readdirSync(folder).map((name) => join(folder, name)),
    );
    expect(outcome).toMatchObject({ state: "done", message: expect.stringContaining("Aucun changement") });
    await runtime.idle();
  }, 120_000);
});

describe("a rush", () => {
  const until = "2026-11-23T12:00:00.000Z";
  const reason = "Afflux au premier jour du confinement";

  it("is met by an operator who has all but the essential refused, within ten seconds, and gives it back", async () => {
    const [operator, cpe, teacher] = await Promise.all(
      ["operator", "cpe", "teacher"].map((part) => askerOf(state, part)),
    );
    const thresholds = () => cpe?.ask("GET", `/v1/schools/${cpe.schoolId}/alert-thresholds`) ?? expect.unreachable();
    expect((await thresholds()).status).toBe(200);
    const { version } = (await operator?.ask("GET", "/v1/admission"))?.body ?? {};
    const set = await operator?.ask("PUT", "/v1/admission/level", { level: 3, until, reason, version });
    expect(set).toMatchObject({ status: 200, body: { level: 3, setBy: "hand" } });

    const refused = await within10Seconds(thresholds, 503);
    expect(refused).toMatchObject({ status: 503, body: { code: "temporarily-unavailable" } });
    expect(Number(refused.retryAfter)).toBeGreaterThanOrEqual(1);
    const lessons = await teacher?.ask("GET", `/v1/schools/${teacher.schoolId}/lessons`);
    const sheet = `/v1/schools/${teacher?.schoolId}/roll-calls/${lessons?.body.items[0].lessonId}`;
    expect((await teacher?.ask("GET", sheet))?.status).toBe(200);

    expect((await operator?.ask("DELETE", "/v1/admission/level"))?.body).toMatchObject({ level: 0, setBy: "nobody" });
    expect((await within10Seconds(thresholds, 200)).status).toBe(200);
  }, 60_000);

  it("or an incident turns one capability off, and no other", async () => {
    const [operator, parent] = await Promise.all(["operator", "parent-of-two"].map((part) => askerOf(state, part)));
    const notices = () => parent?.ask("GET", `/v1/schools/${parent.schoolId}/notices`) ?? expect.unreachable();
    const { version } = (await operator?.ask("GET", "/v1/admission"))?.body ?? {};
    const off = "/v1/admission/capabilities/notices/off";
    expect((await operator?.ask("PUT", off, { until, reason, version }))?.status).toBe(200);
    expect(await within10Seconds(notices, 503)).toMatchObject({ status: 503, body: { code: "capability-off" } });
    expect((await parent?.ask("GET", "/v1/me"))?.status).toBe(200);
    expect((await operator?.ask("DELETE", off))?.status).toBe(200);
    expect((await within10Seconds(notices, 200)).status).toBe(200);
  }, 60_000);

  it("that access is rationed for tells people when it opens, and leaves the essential open", async () => {
    const [operator, parent] = await Promise.all(["operator", "parent-of-two"].map((part) => askerOf(state, part)));
    const notices = () => parent?.ask("GET", `/v1/schools/${parent.schoolId}/notices`) ?? expect.unreachable();
    const hours = {
      roles: ["guardian"],
      levels: ["college"],
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      from: "17:00",
      to: "19:00",
    };
    const windows = [{ label: "Parents, le soir", ...hours, until: "2026-12-01T12:00:00.000Z" }];
    const preview = await operator?.ask("POST", "/v1/admission/windows/preview", { windows });
    expect(preview?.body.lines).toMatchObject([{ role: "guardian", level: "college", schools: expect.any(Number) }]);
    const { version } = (await operator?.ask("GET", "/v1/admission"))?.body ?? {};
    const saved = await operator?.ask("POST", "/v1/admission/windows", { windows, reason, version });
    expect(saved?.status).toBe(200);

    const refused = await within10Seconds(notices, 403);
    expect(refused.body).toMatchObject({ code: "outside-hours", detail: expect.stringMatching(/17.h.00/) });
    expect((await parent?.ask("GET", "/v1/me"))?.status).toBe(200);

    const { windowId } = saved?.body.windows[0] ?? {};
    expect((await operator?.ask("DELETE", `/v1/admission/windows/${windowId}`))?.body.windows).toEqual([]);
    expect((await within10Seconds(notices, 200)).status).toBe(200);
  }, 60_000);
});

describe("the API reference", () => {
  it("is served by the server itself, and asks nothing of anybody else", async () => {
    const page = await (await fetch(`${state.baseUrl}/docs`)).text();
    expect(page).not.toMatch(/https?:\/\//);
    for (const [, path = ""] of page.matchAll(/(?:src|href)="([^"]+)"/g))
      expect((await fetch(state.baseUrl + path)).status, path).toBe(200);
    const document = (await (await fetch(`${state.baseUrl}/openapi.json`)).json()) as { openapi: string };
    expect(document.openapi).toBe("3.1.0");
  });
});

describe("what the functions did", () => {
  const lines = () =>
    readdirSync(join(dataDir, "logs")).flatMap((file) =>
      readFileSync(join(dataDir, "logs", file), "utf8")
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .map((line) => ({ file, line: JSON.parse(line) })),
    );

  it("used no verb of DynamoDB that their manifest does not grant", () => {
    const asked = new Map<string, Set<string>>();
    for (const { file, line } of lines())
      for (const verb of Object.keys(line.commands ?? {})) {
        const name = file.replace(/^preau-local-(.*)\.log$/, "$1");
        asked.set(name, (asked.get(name) ?? new Set()).add(verb));
      }
    expect(asked.size).toBeGreaterThan(5);
    for (const [name, verbs] of asked) {
      const [capability, fn = ""] = name.split("-");
      const granted = capabilityList.find((one) => one.name === capability)?.functions[fn]?.table ?? [];
      // A transaction is allowed by the verbs of its parts.
      const needed = [...verbs].flatMap((verb) =>
        verb === "TransactWriteItems" || verb === "TransactWrite" ? [] : verb,
      );
      expect(granted, name).toEqual(expect.arrayContaining(needed));
    }
  });

  it("left no name, no address and no password in their logs", () => {
    const text = lines()
      .map(({ line }) => JSON.stringify(line))
      .join("\n")
      .toLowerCase();
    const names = state.people.filter(({ part }) => part !== "operator").flatMap(({ login }) => login.split("."));
    for (const secret of [state.password, "@example.org", ...names.filter((name) => name.length > 5)])
      expect(text).not.toContain(secret);
  });
});
