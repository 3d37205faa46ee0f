import { baseVariables, newId, now, readEnvironment } from "@preau/runtime";
import { openReplies, openTable } from "@preau/store";
import { openBoardStore } from "./board/board-store.ts";
import { openExemptionStore } from "./exemptions/exemption-store.ts";
import { openListStore } from "./lists/list-store.ts";
import { openDayStore } from "./pupil-day/day-store.ts";
import { openSettingsStore } from "./pupil-day/settings-store.ts";
import { openRegisterStore } from "./register-store.ts";
import { openPlanStore } from "./registers/plan-store.ts";
import { openSectorStore } from "./sectors/sector-store.ts";
import { openSheetStore } from "./sheet-store.ts";
import { openRollStore } from "./standing-rolls/roll-store.ts";
import { openStatementStore } from "./statements/statement-store.ts";
import { openTallyStore } from "./tallies/tally-store.ts";

/** Built once per cold start. */
export const makeDeps = () => {
  const table = openTable(readEnvironment(baseVariables).TABLE_NAME);
  const boards = openBoardStore(table);
  return {
    now,
    newId,
    replies: openReplies(table),
    boards,
    plans: openPlanStore(table),
    sectors: openSectorStore(table),
    sheets: openSheetStore(table, boards),
    rolls: openRollStore(table),
    lists: openListStore(table),
    exemptions: openExemptionStore(table),
    days: openDayStore(table),
    settings: openSettingsStore(table),
    statements: openStatementStore(table),
    tallies: openTallyStore(table),
    registers: openRegisterStore(table),
  };
};
