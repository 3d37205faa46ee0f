import { baseVariables, newId, now, readEnvironment } from "@preau/runtime";
import { openReplies, openTable } from "@preau/store";
import { openIncidentStore } from "./incidents/incident-store.ts";
import { openJournalStore } from "./journal/journal-store.ts";
import { openFileStore } from "./measures/file-store.ts";
import { openRosterStore } from "./school/roster-store.ts";
import { openSchoolStore } from "./school/school-store.ts";

/** Built once per cold start. */
export const makeDeps = () => {
  const table = openTable(readEnvironment(baseVariables).TABLE_NAME);
  return {
    now,
    newId,
    replies: openReplies(table),
    files: openFileStore(table),
    incidents: openIncidentStore(table),
    journal: openJournalStore(table),
    rosters: openRosterStore(table),
    school: openSchoolStore(table),
  };
};
