import { randomUUID } from "node:crypto";
import { digest } from "@preau/contract/derive-id";
import { baseVariables, now, readEnvironment } from "@preau/runtime";
import { openReplies, openTable } from "@preau/store";
import { calendarYear } from "../current-year.ts";
import type { ExportId } from "../exports-contract.ts";
import { objectVariables, openObjects } from "../objects.ts";
import { openYearsStore } from "../school-year/years-store.ts";
import { openDirectoryStore } from "../store.ts";
import { openExportStore } from "./export-store.ts";

/** Ids in the order the files were asked for: the milliseconds in nine letters, four more for the mark that tells two apart. */
const exportIdAt = (at: Date, mark: string): ExportId =>
  `exp_${at.getTime().toString(36).padStart(9, "0")}${digest(4, mark)}` as ExportId;

/** Built once per cold start. */
export const makeDeps = () => {
  const environment = readEnvironment({ ...baseVariables, ...objectVariables });
  const table = openTable(environment.TABLE_NAME);
  return {
    now,
    exportIdAt,
    newExportId: (at: Date) => exportIdAt(at, randomUUID()),
    replies: openReplies(table),
    store: openDirectoryStore(table),
    exports: openExportStore(table),
    years: openYearsStore(table, { now, calendarYear }),
    objects: openObjects(environment),
  };
};
