import { contract, route, SchoolId } from "@preau/contract";
import { principalOf } from "@preau/policy";
import { openSwitchboard, readCapacity } from "@preau/store";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as z from "zod";
import { freshTable } from "../../../../test/support/fresh-table.ts";
import { caller } from "../../../../test/support/request.ts";
import { serve } from "../serve.ts";

const COLLEGE = "0990001N";
const LYCEE = "0990002P";
const NOW = Math.floor(Date.now() / 1000);
const LATER = NOW + 3_600;

const bells = contract({
  name: "bells",
  title: "Bells",
  problems: {},
  routes: {
    ring: route({
      method: "GET",
      path: "/v1/schools/{schoolId}/bell",
      summary: "",
      roles: ["teacher", "guardian"],
      priority: "standard",
      params: z.strictObject({ schoolId: SchoolId }),
      replies: { 200: z.object({ children: z.int() }) },
    }),
    hear: route({
      method: "GET",
      path: "/v1/bells",
      summary: "",
      roles: ["teacher", "guardian"],
      priority: "standard",
      replies: { 200: z.object({ children: z.int() }) },
    }),
  },
});

const teacher = {
  sub: "acc_solene",
  memberships: `${COLLEGE}:teacher:per_solene ${LYCEE}:teacher:per_solene`,
  children: "",
};

let board: ReturnType<typeof openSwitchboard>;
let ask: (
  claims: Record<string, string>,
  schoolId?: string,
) => Promise<{ status: number; code?: string; children?: number }>;

/** An environment that reads the switchboard of this name: cold until it is first asked, for it reads as soon as it loads. */
const openDoor = (table: string): void => {
  process.env.SWITCHBOARD_TABLE = table;
  const useCase = async ({ principal }: { principal: { children: readonly unknown[] } }) => ({
    status: 200 as const,
    body: { children: principal.children.length },
  });
  const load = () =>
    caller(
      serve(bells, { ring: useCase, hear: useCase }, () => ({ now: () => new Date(NOW * 1000) })),
      bells,
    );
  let call: ReturnType<typeof load> | undefined;
  ask = async (claims, schoolId) => {
    call ??= load();
    const asked = schoolId === undefined ? {} : { params: { schoolId } };
    const { status, body } = await call(schoolId === undefined ? "hear" : "ring", principalOf(claims), asked);
    return status === 200 ? { status, children: body.children } : { status, code: body.code };
  };
};

beforeEach(async () => {
  const table = await freshTable({ name: "switchboard", table: {} });
  board = openSwitchboard(table);
  openDoor(table);
});

const block = (rest: { role?: string; personId?: string }, until = LATER) =>
  board.put("BLOCKS", { id: `blk_${Math.random()}`, until, schoolId: COLLEGE, ...rest });

describe("a block", () => {
  it("of an account stops it in that school, in words, and nowhere else", async () => {
    await block({ personId: "per_solene" });
    expect(await ask(teacher, COLLEGE)).toEqual({ status: 403, code: "blocked" });
    expect(await ask(teacher, LYCEE)).toMatchObject({ status: 200 });
    expect(await ask(teacher)).toMatchObject({ status: 200 });
  });

  it("of guardians takes their children away from every answer, those of another school excepted", async () => {
    await block({ role: "guardian" });
    const mother = {
      sub: "acc_mother",
      memberships: `${COLLEGE}:guardian:per_mother ${LYCEE}:guardian:per_mother`,
      children: `${COLLEGE}:per_nina ${LYCEE}:per_theo`,
    };
    expect(await ask(mother)).toEqual({ status: 200, children: 1 });
    expect(await ask(mother, COLLEGE)).toEqual({ status: 403, code: "blocked" });
    expect(await ask(teacher, COLLEGE)).toMatchObject({ status: 200 });
  });

  it("ends by itself at its hour, even before the table has forgotten it", async () => {
    await block({ personId: "per_solene" }, NOW);
    expect((await ask(teacher, COLLEGE)).status).toBe(200);
  });

  it("does not tell a stranger that a school exists", async () => {
    await block({ role: "teacher" });
    expect(await ask({ ...teacher, memberships: `${LYCEE}:teacher:per_x` }, COLLEGE)).toEqual({
      status: 404,
      code: "not-found",
    });
  });

  it("that was in force when the token was made is told as such; once lifted, the application is sent for another token", async () => {
    const cut = { ...teacher, memberships: `${LYCEE}:teacher:per_solene`, blocked: COLLEGE };
    expect(await ask(cut, COLLEGE)).toEqual({ status: 401, code: "unauthenticated" });
    expect((await ask(cut, LYCEE)).status).toBe(200);
  });
});

describe("a sign-out", () => {
  it("everywhere refuses the tokens made before, and not the next one", async () => {
    await board.put("REVOKED", { id: "acc_solene", before: NOW, until: LATER });
    const token = (iat: number) => ask({ ...teacher, iat: String(iat) }, COLLEGE);
    expect(await token(NOW - 1)).toEqual({ status: 401, code: "signed-out" });
    expect((await token(NOW)).status).toBe(200);
    expect(await ask({ ...teacher, sub: "acc_other", iat: String(NOW - 1) }, COLLEGE)).toMatchObject({ status: 200 });
  });

  it("of one device leaves the others of the account alone", async () => {
    await board.put("REVOKED", { id: "dev_phone", before: NOW, until: LATER });
    const from = (device: string) => ask({ ...teacher, device, iat: String(NOW - 60) }, COLLEGE);
    expect(await from("dev_phone")).toEqual({ status: 401, code: "signed-out" });
    expect((await from("dev_tablet")).status).toBe(200);
  });
});

describe("the switchboard", () => {
  afterEach(() => void vi.useRealTimers());

  it("is obeyed by an environment that knew nothing of it: a block within four seconds, a sign-out within a minute", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const begun = Date.now();
    const after = async (seconds: number): Promise<string | number> => {
      vi.setSystemTime(begun + seconds * 1_000);
      const { status, code } = await ask({ ...teacher, iat: String(NOW - 60) }, COLLEGE);
      return code ?? status;
    };
    expect(await after(0)).toBe(200);
    await block({ personId: "per_solene" });
    await board.put("REVOKED", { id: "acc_solene", before: NOW, until: LATER });
    expect([await after(1.9), await after(5.9), await after(60)]).toEqual([200, "blocked", "signed-out"]);
  });

  it("is looked at beside the request, which waits for nothing, as long as requests keep coming", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const begun = Date.now();
    const after = async (seconds: number): Promise<string | number> => {
      vi.setSystemTime(begun + seconds * 1_000);
      const { status, code } = await ask(teacher, COLLEGE);
      return code ?? status;
    };
    expect(await after(0)).toBe(200);
    await block({ personId: "per_solene" });
    // The request that finds the list a little old is served from it, and leaves a fresh one behind.
    expect([await after(2), await after(2)]).toEqual([200, "blocked"]);
  });

  it("that does not answer stops nobody", async () => {
    openDoor("there-is-no-such-table");
    expect((await ask(teacher, COLLEGE)).status).toBe(200);
  });

  it("is nobody's bill: a request is charged for its own table only", async () => {
    await ask(teacher, COLLEGE);
    expect(readCapacity()).toMatchObject({ rru: 0, calls: 0 });
  });
});
