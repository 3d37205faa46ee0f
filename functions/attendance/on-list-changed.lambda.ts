import { consume, on } from "@preau/runtime";
import { listChangedV1 } from "../../events/list-changed.v1.ts";
import { makeDeps } from "./deps.ts";
import { applyList } from "./lists/apply-list.ts";

export const handler = consume([on(listChangedV1, applyList)], makeDeps);
