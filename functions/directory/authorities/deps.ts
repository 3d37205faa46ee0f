import { baseVariables, now, readEnvironment } from "@preau/runtime";
import { openReplies, openTable } from "@preau/store";
import { calendarYear } from "../current-year.ts";
import { openYearsStore } from "../school-year/years-store.ts";
import { openDirectoryStore } from "../store.ts";
import { openAuthorityStore } from "./authority-store.ts";

/** Built once per cold start. */
export const makeDeps = () => {
  const table = openTable(readEnvironment(baseVariables).TABLE_NAME);
  return {
    now,
    replies: openReplies(table),
    store: openDirectoryStore(table),
    years: openYearsStore(table, { now, calendarYear }),
    authorities: openAuthorityStore(table),
  };
};
