import { baseVariables, newId, now, readEnvironment } from "@preau/runtime";
import { askVariables, openAsk } from "@preau/runtime/ask-function";
import { openReplies, openTable } from "@preau/store";
import { openAdmissionWrites } from "@preau/store/switch-writes";
import * as z from "zod";
import { openAdmissionStore } from "./store.ts";

const schools = z.object({
  schools: z.array(z.object({ schoolId: z.string(), name: z.string(), type: z.string().optional(), classes: z.int() })),
});

/** Built once per cold start by whoever changes what is refused. */
export const makeDeps = () => {
  const { TABLE_NAME, SWITCHBOARD_TABLE } = readEnvironment({ ...baseVariables, SWITCHBOARD_TABLE: z.string() });
  const table = openTable(TABLE_NAME);
  return {
    now,
    newId,
    replies: openReplies(table),
    store: openAdmissionStore(table),
    switches: openAdmissionWrites(SWITCHBOARD_TABLE),
  };
};

/** The same, and the schools of the cell as the directory tells them. */
export const makeOperatorDeps = () => {
  const ask = openAsk(readEnvironment(askVariables));
  return {
    ...makeDeps(),
    listSchools: async () => (await ask("directory", "listSchools", {}, schools)).schools,
  };
};
