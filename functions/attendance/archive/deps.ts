import { baseVariables, readEnvironment } from "@preau/runtime";
import { openTable } from "@preau/store";
import { openBoardStore } from "../board/board-store.ts";
import { makeFollowUpDeps } from "../follow-up/deps.ts";
import { openSheetStore } from "../sheet-store.ts";
import { openStatementStore } from "../statements/statement-store.ts";
import { openArchiveStore } from "./archive-store.ts";

/** Built once per cold start. */
export const makeArchiveDeps = () => {
  const table = openTable(readEnvironment(baseVariables).TABLE_NAME);
  return {
    ...makeFollowUpDeps(),
    archive: openArchiveStore(table),
    statements: openStatementStore(table),
    sheets: openSheetStore(table, openBoardStore(table)),
  };
};
