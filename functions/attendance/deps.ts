import { baseVariables, newId, now, readEnvironment } from "@preau/runtime";
import { openReplies, openTable } from "@preau/store";
import { openBoardStore } from "./board-store.ts";
import { openDayStore } from "./pupil-day/day-store.ts";
import { openSettingsStore } from "./pupil-day/settings-store.ts";
import { openRegisterStore } from "./register-store.ts";
import { openSheetStore } from "./sheet-store.ts";
import { openStatementStore } from "./statements/statement-store.ts";

/** Built once per cold start. */
export const makeDeps = () => {
  const table = openTable(readEnvironment(baseVariables).TABLE_NAME);
  const boards = openBoardStore(table);
  return {
    now,
    newId,
    replies: openReplies(table),
    boards,
    sheets: openSheetStore(table, boards),
    days: openDayStore(table),
    settings: openSettingsStore(table),
    statements: openStatementStore(table),
    registers: openRegisterStore(table),
  };
};
