import { randomUUID } from "node:crypto";
import { baseVariables, now, readEnvironment, serve } from "@preau/runtime";
import { openReplies, openTable } from "@preau/store";
import { directoryContract } from "./contract.ts";
import { calendarYear } from "./current-year.ts";
import { openKeptStore } from "./import/kept-store.ts";
import { changePerson } from "./people/change-person.ts";
import { createPerson } from "./people/create-person.ts";
import { setGuardian } from "./people/set-guardian.ts";
import { openYearsStore } from "./school-year/years-store.ts";
import { openDirectoryStore } from "./store.ts";

/** Built once per cold start. */
const makeDeps = () => {
  const table = openTable(readEnvironment(baseVariables).TABLE_NAME);
  const store = openDirectoryStore(table);
  const years = openYearsStore(table, { now, calendarYear });
  return { now, newKey: randomUUID, replies: openReplies(table), store, years, kept: openKeptStore(table, store) };
};

export const handler = serve(directoryContract, { createPerson, changePerson, setGuardian }, makeDeps);
