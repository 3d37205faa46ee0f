import type { OpenTable } from "@preau/store";
import { openDetentionStore } from "./detention-store.ts";
import { openImportStore } from "./import-store.ts";
import { openProjectionStore } from "./projection-store.ts";
import { openViewStore } from "./view-store.ts";

/** The access patterns of `timetable`; the README's table gives their price. */
export const openTimetableStore = (table: OpenTable) => ({
  ...openViewStore(table),
  ...openProjectionStore(table),
  ...openImportStore(table),
  ...openDetentionStore(table),
});

export type TimetableStore = ReturnType<typeof openTimetableStore>;
