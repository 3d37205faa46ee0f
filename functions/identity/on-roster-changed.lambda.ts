import { consume, on } from "@preau/runtime/consume";
import { rosterChangedV1 } from "../../events/roster-changed.v1.ts";
import { keepRoster } from "./keep-roster.ts";
import { openFinders } from "./store/finders.ts";
import { variable } from "./variable.ts";

export const handler = consume([on(rosterChangedV1, keepRoster)], () => ({
  finders: openFinders(variable("TABLE_NAME")),
}));
