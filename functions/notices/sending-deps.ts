import { baseVariables, now, readEnvironment } from "@preau/runtime";
import { askVariables, openAsk } from "@preau/runtime/ask-function";
import { openTable } from "@preau/store";
import { presenceChangedV1 } from "../../events/presence-changed.v1.ts";
import { openWays, waysVariables } from "./contacts/ways.ts";
import { makeNewsDeps } from "./deps.ts";
import type { ReviewDeps } from "./review-pupil.ts";

/** What reaches families and asks attendance: built once per cold start, by the one function that tells. */
export const makeReviewDeps = (): ReviewDeps => {
  const ask = openAsk(readEnvironment(askVariables));
  const table = openTable(readEnvironment(baseVariables).TABLE_NAME);
  const Answer = presenceChangedV1.schema.nullable();
  return {
    ...makeNewsDeps(),
    ways: openWays(table, readEnvironment(waysVariables), now),
    confirm: (day) => ask("attendance", "confirmPresence", day, Answer),
  };
};
