import { follow } from "@preau/runtime/follow";
import { makeDeps } from "./deps.ts";
import { forgetNames } from "./journal/forget-names.ts";

export const handler = follow(forgetNames, makeDeps);
