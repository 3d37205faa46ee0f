import { baseVariables, now, readEnvironment } from "@preau/runtime";
import { openReplies, openTable } from "@preau/store";
import { openOwnContactStore } from "./contact/own-contact-store.ts";
import { calendarYear } from "./current-year.ts";
import { openDeparturesStore } from "./life-cycle/departures-store.ts";
import { openLifeCycleStore } from "./life-cycle/people-store.ts";
import { openCarryStore } from "./school-year/carry-store.ts";
import { openYearsStore } from "./school-year/years-store.ts";
import { openNamesStore } from "./search/names-store.ts";
import { openSettingsStore } from "./settings/settings-store.ts";
import { openDirectoryStore } from "./store.ts";

/** What serves the members of a school and the jobs about them; built once per cold start. */
export const makeSchoolDeps = () => {
  const table = openTable(readEnvironment(baseVariables).TABLE_NAME);
  return {
    now,
    replies: openReplies(table),
    store: openDirectoryStore(table),
    names: openNamesStore(table),
    settings: openSettingsStore(table),
    years: openYearsStore(table, { now, calendarYear }),
    carried: openCarryStore(table),
    departures: openDeparturesStore(table),
    lifeCycle: openLifeCycleStore(table),
    ownContacts: openOwnContactStore(table),
  };
};
