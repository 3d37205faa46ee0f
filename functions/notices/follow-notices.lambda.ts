import { follow } from "@preau/runtime/follow";
import { makeDeps } from "./deps.ts";
import { followNotices } from "./follow-notices.ts";

export const handler = follow(followNotices, makeDeps);
