import { readEnvironment } from "@preau/runtime";
import { laterVariables, openLater } from "@preau/runtime/later";
import { makeDeps } from "./deps.ts";
import type { LookDeps } from "./look-at-alarms.ts";

/** What follows the alarms; built once per cold start. */
export const makeLookDeps = (): LookDeps => ({
  ...makeDeps(),
  later: openLater("lookAgain", readEnvironment(laterVariables("lookAgain"))),
});
