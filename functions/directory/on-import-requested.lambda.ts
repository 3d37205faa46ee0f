import { consume, on } from "@preau/runtime";
import { importRequestedV1 } from "../../events/import-requested.v1.ts";
import { makeDeps } from "./deps.ts";
import { runImport } from "./run-import.ts";

export const handler = consume([on(importRequestedV1, runImport)], makeDeps);
