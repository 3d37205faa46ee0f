import { onAlarm } from "@preau/runtime/on-alarm";
import { hearAlarm } from "./look-at-alarms.ts";
import { makeLookDeps } from "./look-deps.ts";

export const handler = onAlarm(hearAlarm, makeLookDeps);
