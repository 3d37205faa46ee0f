import { follow } from "@preau/runtime/follow";
import { makeDeps } from "./deps.ts";
import { followDays } from "./pupil-day/follow-days.ts";

export const handler = follow(followDays, makeDeps);
