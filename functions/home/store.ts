import type { OpenTable } from "@preau/store";
import { openDayStore } from "./day-store.ts";
import { openFamilyStore } from "./family-store.ts";

/** The access patterns of `home`; the README's table gives their price. */
export const openHomeStore = (table: OpenTable) => ({ ...openDayStore(table), ...openFamilyStore(table) });

export type HomeStore = ReturnType<typeof openHomeStore>;
