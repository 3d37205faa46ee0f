import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type LocalRuntime, startLocal } from "@preau/local";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleFunctions } from "../../infra/bundle-functions.ts";
import { stageNamed } from "../../infra/stages.ts";
import { synthesize } from "../../infra/synthesize.ts";
import { signIn } from "../../packages/demo/src/sign-in.ts";

const COLLEGE = "0990001N";
const LYCEE = "0990002P";
const PASSWORD = "mot-de-passe-1";
const MOTHER = { login: "mere.deux", password: PASSWORD, personId: "per_2222222222222" };
const HEAD = { login: "la.direction", password: PASSWORD, personId: "per_3333333333333" };

const dataDir = mkdtempSync(join(tmpdir(), "preau-emergency-"));
let runtime: LocalRuntime;

beforeAll(async () => {
  await bundleFunctions();
  const assembly = join(dataDir, "cdk.out");
  // The validator of templates takes its time and finds nothing that `npm run synth` would not.
  process.env.CDK_VALIDATION = "false";
  synthesize(stageNamed("local"), assembly, { checked: false });
  runtime = await startLocal({ assembly, dataDir });
  const setPasswords = runtime.functions.find((name) => name.endsWith("-identity-setPasswords")) ?? "";
  const guardian = (schoolId: string) => ({ schoolId, role: "guardian" });
  await runtime.invoke(setPasswords, {
    accounts: [
      { ...MOTHER, memberships: [guardian(COLLEGE), guardian(LYCEE)] },
      { ...HEAD, memberships: [{ schoolId: COLLEGE, role: "head" }] },
    ],
  });
}, 240_000);

afterAll(async () => {
  await runtime?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const tokenOf = async ({ login }: { login: string }): Promise<string> =>
  (await signIn({ issuerUrl: runtime.identityUrl, login, password: PASSWORD })).accessToken;

const ask = async (token: string, method: string, path: string, body?: object) => {
  const response = await fetch(runtime.edgeUrl + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body && { "content-type": "application/json", "idempotency-key": crypto.randomUUID() }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
};

const notices = (token: string, schoolId: string) => ask(token, "GET", `/v1/schools/${schoolId}/notices`);

/** Milliseconds until the school answers so; asked four times a second, as a page that is open would. */
const until = async (token: string, status: number): Promise<number> => {
  const began = performance.now();
  while ((await notices(token, COLLEGE)).status !== status) {
    if (performance.now() - began > 10_000) return Number.POSITIVE_INFINITY;
    await delay(250);
  }
  return performance.now() - began;
};

describe("an account in the wrong hands", () => {
  it("is cut off from the school within five seconds of the head's word, not from the other school, and is back as fast", async () => {
    const [mother, head] = [await tokenOf(MOTHER), await tokenOf(HEAD)];
    expect(await until(mother, 200)).toBeLessThan(10_000);

    const order = {
      target: { kind: "account", personId: MOTHER.personId },
      reason: "threats",
      until: new Date(Date.now() + 3_600_000).toISOString(),
    };
    const thrown = await ask(head, "POST", `/v1/schools/${COLLEGE}/blocks`, order);
    expect(thrown.status).toBe(201);
    expect(await until(mother, 403)).toBeLessThan(5_000);
    expect((await notices(mother, COLLEGE)).body).toMatchObject({
      code: "blocked",
      title: expect.stringContaining("suspendu"),
    });
    expect((await notices(mother, LYCEE)).status).toBe(200);

    // A new sign-in does not help: the application is told the same, and goes on with the other school.
    const fresh = await tokenOf(MOTHER);
    expect((await notices(fresh, COLLEGE)).body.code).toBe("blocked");
    expect((await notices(fresh, LYCEE)).status).toBe(200);

    expect((await ask(head, "DELETE", `/v1/schools/${COLLEGE}/blocks/${thrown.body.blockId}`)).status).toBe(200);
    expect(await until(mother, 200)).toBeLessThan(5_000);
    expect(await until(fresh, 401), "the token made meanwhile is sent for another").toBeLessThan(5_000);
  }, 60_000);

  it("shows its devices to its owner, who signs them out one by one", async () => {
    const mother = await tokenOf(MOTHER);
    const { body } = await ask(mother, "GET", "/v1/me/devices");
    expect(body.items.length).toBeGreaterThan(1);
    const other = body.items.find(({ current }: { current: boolean }) => !current);
    expect((await ask(mother, "DELETE", `/v1/me/devices/${other.deviceId}`)).status).toBe(200);
    const left = (await ask(mother, "GET", "/v1/me/devices")).body.items;
    expect(left).toHaveLength(body.items.length - 1);
  }, 30_000);
});
