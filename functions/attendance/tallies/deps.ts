import { baseVariables, newId, now, readEnvironment } from "@preau/runtime";
import { openReplies, openTable } from "@preau/store";
import { openAlertStore } from "../alerts/alert-store.ts";
import { openCaseStore } from "../alerts/case-store.ts";
import { openDayStore } from "../pupil-day/day-store.ts";
import { openSettingsStore } from "../pupil-day/settings-store.ts";
import { openSectorStore } from "../sectors/sector-store.ts";
import { openTallyStore } from "./tally-store.ts";

/** What following pupils takes, built once per cold start. */
export const makeFollowingDeps = () => {
  const table = openTable(readEnvironment(baseVariables).TABLE_NAME);
  return {
    now,
    newId,
    replies: openReplies(table),
    tallies: openTallyStore(table),
    alerts: openAlertStore(table),
    cases: openCaseStore(table),
    days: openDayStore(table),
    sectors: openSectorStore(table),
    settings: openSettingsStore(table),
  };
};
