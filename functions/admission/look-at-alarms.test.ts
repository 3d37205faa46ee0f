import { newId } from "@preau/runtime";
import { commit, openAdmissionWrites, openSwitchboard, openTable } from "@preau/store";
import { beforeEach, describe, expect, it } from "vitest";
import { freshTable } from "../../test/support/fresh-table.ts";
import { type Decisions, NOTHING_DECIDED } from "./decisions.ts";
import { hearAlarm, type LookDeps, lookAgain } from "./look-at-alarms.ts";
import { admission } from "./manifest.ts";
import { type AdmissionStore, openAdmissionStore } from "./store.ts";

const EIGHT = Date.parse("2026-11-23T07:00:00Z");

let deps: LookDeps;
let store: AdmissionStore;
let board: ReturnType<typeof openSwitchboard>;
/** What SQS holds, and when each is due. */
let left: { at: string }[];
let elapsed: number;

beforeEach(async () => {
  const switchboard = await freshTable({ name: "switchboard", table: {} });
  board = openSwitchboard(switchboard);
  store = openAdmissionStore(openTable(await freshTable(admission)));
  [left, elapsed] = [[], 0];
  deps = {
    store,
    switches: openAdmissionWrites(switchboard),
    later: { leave: async (...wakes) => void left.push(...wakes.map(({ what }) => what)) },
    now: () => new Date(EIGHT + elapsed * 1000),
    newId,
  };
});

const hear = (rings: boolean, name = "rolls", at = elapsed) =>
  hearAlarm({ name, ringing: rings, at: EIGHT + at * 1000 }, deps);

/** Lets time pass: what was left is handed over when it is due, twice, as SQS may. */
const pass = async (seconds: number): Promise<void> => {
  const until = elapsed + seconds;
  while (elapsed < until) {
    elapsed += 10;
    const now = new Date(EIGHT + elapsed * 1000).toISOString();
    const due = left.filter(({ at }) => at <= now);
    left = left.filter(({ at }) => at > now);
    for (const look of due) {
      await lookAgain(look, deps);
      await lookAgain(look, deps);
    }
  }
};
const onBoard = async () => (await board.read("ADMISSION")).map((one) => ("level" in one ? one.level : one.id));
const decide = (decisions: Partial<Decisions>) => commit(store.decide({ ...NOTHING_DECIDED, ...decisions }));
const byHand = (level: 0 | 1 | 2 | 3, minutes: number) => ({
  level,
  until: new Date(EIGHT + minutes * 60_000).toISOString(),
  reason: "Essai",
  by: { personId: "per_4444444444444" as never, role: "operator" as const },
  at: new Date(EIGHT).toISOString(),
});

describe("an alarm on the essential", () => {
  it("browns the cell out at once and further each minute, then less after each three quiet minutes, by itself", async () => {
    await hear(true);
    expect(await onBoard()).toEqual([1]);
    await pass(60);
    expect(await onBoard()).toEqual([2]);
    await pass(120);
    expect(await onBoard()).toEqual([3]);
    await hear(false);
    await pass(180);
    expect(await onBoard()).toEqual([2]);
    await pass(600);
    expect(await onBoard()).toEqual([]);
    expect(left).toEqual([]);
    const kinds = (await store.changes(20)).map(({ kind }) => kind);
    expect(kinds).toEqual([...Array(3).fill("level-lowered"), ...Array(3).fill("level-raised")]);
  }, 60_000);

  it("leaves one look behind at a time, however many alarms ring and however often each is told", async () => {
    for (const name of ["rolls", "rolls", "blocks", "lessons"]) await hear(true, name, 0);
    expect(left).toHaveLength(1);
    await pass(300);
    expect(left).toHaveLength(1);
    expect(await onBoard()).toEqual([3]);
  });

  it("that is quiet from the beginning costs no look and switches nothing", async () => {
    await hear(false);
    expect([await onBoard(), left]).toEqual([[], []]);
  });

  it("is heard again after a look was lost; until then its level ends by itself within five minutes", async () => {
    await hear(true);
    left = [];
    const [{ until } = { until: 0 }] = await board.read("ADMISSION");
    expect(until).toBe(EIGHT / 1000 + 300);
    elapsed = 240;
    await hear(true, "blocks");
    expect(left).toHaveLength(1);
    expect(await onBoard()).toEqual([2]);
  });

  it("does not move what was set by hand, and takes over when that ends", async () => {
    await decide({ hand: byHand(0, 3) });
    await hear(true);
    expect(await onBoard()).toEqual([]);
    await pass(120);
    expect(await onBoard()).toEqual([]);
    await pass(120);
    expect(await onBoard()).toEqual([3]);
    expect((await store.changes(20)).at(-1)?.text).toContain("fixé à la main l’emporte");
  });

  it("heard by several environments at once steps once", async () => {
    await Promise.all(["rolls", "blocks", "lessons"].map((name) => hear(true, name)));
    expect(await onBoard()).toEqual([1]);
    expect((await store.brownOut()).state.alarms).toHaveProperty("blocks");
    expect(await store.changes(20)).toHaveLength(1);
  });

  it("never writes a level over a decision made while it looked", async () => {
    let decided = false;
    const leave = async () => {
      if (decided) return;
      decided = true;
      const hand = deps.switches.throw({ id: "level", level: 2, by: "hand", until: EIGHT / 1000 + 3_600 });
      await commit(store.decide({ ...NOTHING_DECIDED, hand: byHand(2, 60) }), hand);
    };
    await hearAlarm({ name: "rolls", ringing: true, at: EIGHT }, { ...deps, later: { leave } });
    expect(await board.read("ADMISSION")).toMatchObject([{ level: 2, by: "hand" }]);
  });
});
