import { randomUUID } from "node:crypto";
import type { AudienceId, Payload, PersonId } from "@preau/contract";
import { LostRace, openTable } from "@preau/store";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { rosterChangedV1 } from "../../events/roster-changed.v1.ts";
import { freshTable } from "../../test/support/fresh-table.ts";
import { timetable } from "./manifest.ts";
import { projectRoster } from "./project-roster.ts";
import { openTimetableStore, type TimetableStore } from "./store.ts";

type Roster = Payload<typeof rosterChangedV1>;

const example = rosterChangedV1.schema.parse(rosterChangedV1.example);
const year = { schoolId: example.schoolId, schoolYear: example.schoolYear };
const CHILDREN = ["per_0000000000ali", "per_0000000000bob", "per_0000000000eve"] as PersonId[];
const now = () => new Date("2026-11-21T10:00:00Z");

let store: TimetableStore;
beforeAll(async () => {
  store = openTimetableStore(openTable(await freshTable(timetable)));
});

/** An audience nobody has used yet. */
const freshAudience = () => `aud_${randomUUID().replaceAll("-", "").slice(0, 13)}` as AudienceId;

const rosterOf = (id: AudienceId, version: number, pupilIds: readonly PersonId[]): Roster => ({
  ...example,
  audience: { ...example.audience, id },
  classes: [{ id: example.audience.id, code: "6A" }],
  version,
  pupils: pupilIds.map((pupilId) => ({ ...example.pupils[0], pupilId }) as Roster["pupils"][number]),
});

/** The queue brings an event back until it is handled. */
const deliver = async (roster: Roster): Promise<void> => {
  try {
    await projectRoster(roster, { store, now });
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    await deliver(roster);
  }
};

const membersOf = async (id: AudienceId) => {
  const audiences = await Promise.all(CHILDREN.map((pupilId) => store.audiencesOf({ ...year, pupilId })));
  return CHILDREN.filter((_, index) => audiences[index]?.includes(id));
};

const states = fc.array(fc.subarray(CHILDREN), { minLength: 1, maxLength: 4 });

describe("the members of a class or a group", () => {
  it("are those of the latest roster, however often and in whatever order rosters arrive", async () => {
    const deliveries = states.chain((rosters) =>
      fc.tuple(
        fc.constant(rosters),
        fc.shuffledSubarray([...rosters.keys(), ...rosters.keys()], { minLength: rosters.length * 2 }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(deliveries, async ([rosters, order]) => {
        const id = freshAudience();
        for (const index of order) await deliver(rosterOf(id, index + 1, rosters[index] ?? []));
        expect(await membersOf(id)).toEqual(CHILDREN.filter((child) => rosters.at(-1)?.includes(child)));
      }),
      { numRuns: 15 },
    );
  });

  it("are those of the latest roster when all arrive at once", async () => {
    await fc.assert(
      fc.asyncProperty(states, async (rosters) => {
        const id = freshAudience();
        await Promise.all(rosters.map((pupils, index) => deliver(rosterOf(id, index + 1, pupils))));
        expect(await membersOf(id)).toEqual(CHILDREN.filter((child) => rosters.at(-1)?.includes(child)));
      }),
      { numRuns: 15 },
    );
  });

  it("a group that draws on another class says so on its days, with a later version", async () => {
    const id = freshAudience();
    const day = { ...year, viewId: id, kind: "audience" as const, weekday: 1, classes: [], slots: [], hash: "h" };
    await store.keepDays([{ day: { ...day, version: 5 }, read: undefined }]);
    await deliver(rosterOf(id, 1, []));
    const [spread] = await store.week({ ...year, viewId: id });
    expect(spread).toMatchObject({ classes: [example.audience.id], version: now().getTime() });
    expect(spread?.hash).not.toBe("h");
    await deliver(rosterOf(id, 2, []));
    expect(await store.week({ ...year, viewId: id })).toEqual([spread]);
  });
});
