import { consume, on } from "@preau/runtime";
import { serviceEnteredV1 } from "../../events/service-entered.v1.ts";
import { makeDeps } from "./deps.ts";
import { recordEntry } from "./record-entry.ts";

export const handler = consume([on(serviceEnteredV1, recordEntry)], makeDeps);
