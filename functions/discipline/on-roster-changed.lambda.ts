import { consume, on } from "@preau/runtime";
import { rosterChangedV1 } from "../../events/roster-changed.v1.ts";
import { makeDeps } from "./deps.ts";
import { keepRoster } from "./school/keep-roster.ts";

export const handler = consume([on(rosterChangedV1, keepRoster)], makeDeps);
