import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { signIn } from "@preau/demo/sign-in";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleFunctions } from "../../infra/bundle-functions.ts";
import { stageNamed } from "../../infra/stages.ts";
import { synthesize } from "../../infra/synthesize.ts";
import { COLLEGE } from "../support/a-class.ts";
import { processesHolding } from "./processes.ts";
import {
  childIds,
  EVENING,
  guardianId,
  type RollCall,
  readRegister,
  rollCalls,
  submit,
  tellSchool,
  toldLessons,
} from "./roll-calls.ts";
import { type School, startSchool } from "./school-process.ts";

const BEFORE_THE_FALL = 12;
const PASSWORD = "cour-de-recreation";
const directory = mkdtempSync(join(tmpdir(), "preau-kill-"));
const options = {
  assembly: join(directory, "cdk.out"),
  dataDir: join(directory, "data"),
  clockOffsetMs: Date.parse(EVENING) - Date.now(),
};

let school: School;
let cpe: string;
let guardian: string;
const acknowledged: RollCall[] = [];
/** What gives away a process of this test: its data, or the address of one of its two engines. */
const ours = [directory];

const tokenOf = async (login: string): Promise<string> =>
  (await signIn({ issuerUrl: school.identityUrl, login, password: PASSWORD })).accessToken;

/** Calls one roll after the other until nobody answers any more. */
const write = async (own: readonly RollCall[]): Promise<void> => {
  for (const rollCall of own) {
    const reply = await submit(school, cpe, rollCall).catch(() => undefined);
    if (reply === undefined) return;
    if (reply.status !== 200) throw new Error(`${rollCall.lessonId}: ${reply.status} ${await reply.text()}`);
    acknowledged.push(rollCall);
    // At this very instant: the facts just acknowledged have not had the time to reach a family.
    if (acknowledged.length === BEFORE_THE_FALL) school.kill();
  }
};

beforeAll(async () => {
  process.env.CDK_VALIDATION = "false";
  await bundleFunctions();
  synthesize(stageNamed("local"), options.assembly, { checked: false });
  school = await startSchool(options);
  ours.push(school.endpoints.dynamodb);
  await tellSchool(school);
  const account = (login: string, role: string) => ({
    login,
    password: PASSWORD,
    memberships: [{ schoolId: COLLEGE, role }],
  });
  const children = childIds.map((pupilId) => ({ schoolId: COLLEGE, pupilId }));
  await school.invoke("identity-setPasswords", {
    accounts: [account("cpe", "cpe"), { ...account("guardian", "guardian"), personId: guardianId, children }],
  });
  [cpe, guardian] = await Promise.all([tokenOf("cpe"), tokenOf("guardian")]);
}, 120_000);

afterAll(async () => {
  await school?.stop();
  rmSync(directory, { recursive: true, force: true });
});

describe("a school whose server is killed while three people call the roll", () => {
  const all = rollCalls.flat();

  beforeAll(async () => {
    await Promise.all(rollCalls.map(write));
    await school.ended;
    school = await startSchool({ ...options, again: school });
    ours.push(school.endpoints.dynamodb);
  }, 60_000);

  it("had not finished when it fell", () => {
    expect(acknowledged.length).toBeGreaterThanOrEqual(BEFORE_THE_FALL);
    expect(acknowledged.length).toBeLessThan(all.length);
  });

  it("has kept every roll call that was acknowledged, and none by halves", async () => {
    for (const rollCall of all) {
      const register = await readRegister(school, cpe, rollCall);
      if (acknowledged.includes(rollCall)) expect(register.version).toBe(1);
      expect(register.absent).toEqual(register.version === 0 ? [] : [rollCall.childId]);
    }
  });

  it("tells families, after it rose again, what it had not told them before", async () => {
    await school.idle();
    const called: string[] = [];
    for (const rollCall of all)
      if ((await readRegister(school, cpe, rollCall)).version === 1) called.push(rollCall.lessonId);
    expect(await toldLessons(school, guardian)).toEqual(called.sort());
    // A message in somebody's hands when they died comes back once its visibility has run out: a minute.
  }, 120_000);

  it("takes again, without doubling it, what tablets send again for want of an answer", async () => {
    for (const rollCall of all) {
      const reply = await submit(school, cpe, rollCall);
      expect(reply.status).toBe(200);
      if (acknowledged.includes(rollCall)) expect(reply.headers.get("idempotency-replayed")).toBe("true");
    }
    await school.idle();
    expect(await toldLessons(school, guardian)).toEqual(all.map(({ lessonId }) => lessonId).sort());
  }, 120_000);

  it("leaves no process behind", async () => {
    if (process.platform === "linux") expect(processesHolding(ours)).not.toEqual([]);
    await school.stop();
    await expect.poll(() => processesHolding(ours), { timeout: 10_000 }).toEqual([]);
  });
});
