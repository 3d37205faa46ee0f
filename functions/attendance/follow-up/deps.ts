import { baseVariables, readEnvironment } from "@preau/runtime";
import { openTable } from "@preau/store";
import { makeFollowingDeps } from "../tallies/deps.ts";
import { openFollowUpStore } from "./follow-up-store.ts";
import { openWeekStore } from "./week-store.ts";

/** Built once per cold start. */
export const makeFollowUpDeps = () => {
  const table = openTable(readEnvironment(baseVariables).TABLE_NAME);
  return { ...makeFollowingDeps(), followUps: openFollowUpStore(table), weeks: openWeekStore(table) };
};
