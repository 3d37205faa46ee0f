import { serve } from "@preau/runtime";
import { makeDeps } from "./authorities/deps.ts";
import { directoryContract } from "./contract.ts";
import { listOneRoster, listOneRosterMembers, readOneRoster } from "./one-roster/list-one-roster.ts";
import { openRosterSource } from "./one-roster/roster-source.ts";

export const handler = serve(directoryContract, { listOneRoster, readOneRoster, listOneRosterMembers }, () => {
  const deps = makeDeps();
  return { ...deps, rosterOf: openRosterSource(deps) };
});
