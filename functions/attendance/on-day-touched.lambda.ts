import { type Change, follow } from "@preau/runtime/follow";
import { makeDeps } from "./deps.ts";
import { followDays } from "./pupil-day/follow-days.ts";
import { followCalls } from "./standing-rolls/follow-calls.ts";

const followAll = async (changes: readonly Change[], deps: ReturnType<typeof makeDeps>): Promise<void> => {
  await followDays(changes, deps);
  await followCalls(changes, deps);
};

export const handler = follow(followAll, makeDeps);
