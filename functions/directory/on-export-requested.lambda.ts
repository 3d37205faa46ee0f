import { consume, on } from "@preau/runtime";
import { exportRequestedV1 } from "../../events/export-requested.v1.ts";
import { makeDeps } from "./exports/deps.ts";
import { runExport } from "./exports/run-export.ts";

export const handler = consume([on(exportRequestedV1, runExport)], makeDeps);
