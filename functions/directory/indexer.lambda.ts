import { follow } from "@preau/runtime/follow";
import { makeSchoolDeps } from "./school-deps.ts";
import { indexChanges } from "./search/index-changes.ts";

export const handler = follow(indexChanges, makeSchoolDeps);
