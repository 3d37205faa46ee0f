import { randomUUID } from "node:crypto";
import { digest } from "@preau/contract/derive-id";
import { baseVariables, now, readEnvironment } from "@preau/runtime";
import { openReplies, openTable } from "@preau/store";
import type { ImportId } from "./contract.ts";
import { calendarYear } from "./current-year.ts";
import { openKeptStore } from "./import/kept-store.ts";
import { openImportStore } from "./import-store.ts";
import { objectVariables, openObjects } from "./objects.ts";
import { openYearsStore } from "./school-year/years-store.ts";
import { openSettingsStore } from "./settings/settings-store.ts";
import { openDirectoryStore } from "./store.ts";

/** Built once per cold start. */
export const makeDeps = () => {
  const environment = readEnvironment({ ...baseVariables, ...objectVariables });
  const table = openTable(environment.TABLE_NAME);
  const store = openDirectoryStore(table);
  return {
    now,
    /** On one machine, services under test run there too. */
    acceptsLoopback: environment.STAGE === "local",
    newId: () => `imp_${digest(13, randomUUID())}` as ImportId,
    replies: openReplies(table),
    store,
    kept: openKeptStore(table, store),
    settings: openSettingsStore(table),
    years: openYearsStore(table, { now, calendarYear }),
    imports: openImportStore(table),
    objects: openObjects(environment),
  };
};
