import { expect, it } from "vitest";
import { LostRace, overRaces } from "./lost-race.ts";

/** Work that loses so many races, then wins. */
const losing = (races: number) => {
  let done = 0;
  const work = async (): Promise<number> => {
    done += 1;
    if (done <= races) throw new LostRace();
    return done;
  };
  return { work, times: () => done };
};

it("work that lost a race is done again, all of it", async () => {
  expect(await overRaces(3, losing(2).work)).toBe(3);
});

it("after so many attempts the race is lost for good", async () => {
  const { work, times } = losing(9);
  await expect(overRaces(3, work)).rejects.toThrow(LostRace);
  expect(times()).toBe(3);
});

it("another error is nobody's race", async () => {
  let times = 0;
  const work = async (): Promise<never> => {
    times += 1;
    throw new Error("the table is gone");
  };
  await expect(overRaces(3, work)).rejects.toThrow("the table is gone");
  expect(times).toBe(1);
});
