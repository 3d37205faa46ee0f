import { baseVariables, newId, now, readEnvironment } from "@preau/runtime";
import { objectVariables, openObjects } from "@preau/runtime/objects";
import { openReplies, openTable } from "@preau/store";
import { openSettingsStore } from "../pupil-day/settings-store.ts";
import { openSectorStore } from "../sectors/sector-store.ts";
import { openStatementStore } from "./statement-store.ts";

/** Built once per cold start. */
export const makeStatementDeps = () => {
  const environment = readEnvironment({ ...baseVariables, ...objectVariables });
  const table = openTable(environment.TABLE_NAME);
  return {
    now,
    newId,
    replies: openReplies(table),
    statements: openStatementStore(table),
    sectors: openSectorStore(table),
    settings: openSettingsStore(table),
    objects: openObjects(environment),
  };
};
