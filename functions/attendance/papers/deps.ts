import { baseVariables, readEnvironment } from "@preau/runtime";
import { openTable } from "@preau/store";
import { openBoardStore } from "../board/board-store.ts";
import { openSheetStore } from "../sheet-store.ts";
import { makeFollowingDeps } from "../tallies/deps.ts";

/** What printing takes, built once per cold start. */
export const makePaperDeps = () => {
  const table = openTable(readEnvironment(baseVariables).TABLE_NAME);
  return { ...makeFollowingDeps(), sheets: openSheetStore(table, openBoardStore(table)) };
};
