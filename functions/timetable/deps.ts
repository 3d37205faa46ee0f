import { baseVariables, now, readEnvironment } from "@preau/runtime";
import { openReplies, openTable } from "@preau/store";
import { openTimetableStore } from "./store.ts";

/** Built once per cold start. */
export const makeDeps = () => {
  const table = openTable(readEnvironment(baseVariables).TABLE_NAME);
  return { now, store: openTimetableStore(table), replies: openReplies(table) };
};
