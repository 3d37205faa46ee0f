import type { OpenTable } from "@preau/store";
import { openImportStore } from "./import-store.ts";
import { openProjectionStore } from "./projection-store.ts";
import { openViewStore } from "./view-store.ts";

/** The access patterns of `timetable`; the README's table gives their price. */
export const openTimetableStore = (table: OpenTable) => ({
  ...openViewStore(table),
  ...openProjectionStore(table),
  ...openImportStore(table),
});

export type TimetableStore = ReturnType<typeof openTimetableStore>;
