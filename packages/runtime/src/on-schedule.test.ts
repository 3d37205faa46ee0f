import { expect, it } from "vitest";
import { onSchedule } from "./on-schedule.ts";

it("gives the instant it was due, on which the work is counted", async () => {
  const done: string[] = [];
  const night = onSchedule(
    async (at, { note }) => note(at.toISOString()),
    () => ({ note: (at: string) => void done.push(at) }),
  );
  await night({ schedule: "night", at: "2026-11-24T02:00:00Z" });
  expect(done).toEqual(["2026-11-24T02:00:00.000Z"]);
});

it("lets a failure be known, so that it is tried again", async () => {
  const night = onSchedule(
    async () => {
      throw new Error("the table is asleep");
    },
    () => ({}),
  );
  await expect(night({ schedule: "night", at: "2026-11-24T02:00:00Z" })).rejects.toThrow("asleep");
});
