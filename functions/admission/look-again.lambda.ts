import { onWake } from "@preau/runtime/later";
import { Look, lookAgain } from "./look-at-alarms.ts";
import { makeLookDeps } from "./look-deps.ts";

export const handler = onWake(Look, lookAgain, makeLookDeps);
