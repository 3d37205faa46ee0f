import { baseVariables, newId, now, readEnvironment } from "@preau/runtime";
import { openReplies, openTable } from "@preau/store";
import * as z from "zod";
import { openAccounts } from "./store/accounts.ts";
import { openCodes } from "./store/codes.ts";
import { openFinders } from "./store/finders.ts";
import { openLogins } from "./store/logins.ts";
import { openResets } from "./store/resets-store.ts";

/** Real time in epoch seconds: what tokens, codes and sign-ins are dated by, whatever the school's clock says. */
const epoch = (): number => Math.floor(Date.now() / 1000);

/** Built once per cold start, for the functions behind the API's gateway. */
export const makeDeps = () => {
  const { TABLE_NAME, ISSUER_URL } = readEnvironment({ ...baseVariables, ISSUER_URL: z.string() });
  const table = openTable(TABLE_NAME);
  return {
    now,
    epoch,
    newId,
    replies: openReplies(table),
    accounts: openAccounts(TABLE_NAME),
    codes: openCodes(TABLE_NAME, epoch),
    finders: openFinders(TABLE_NAME),
    logins: openLogins(TABLE_NAME),
    resets: openResets(table),
    signInUrl: new URL("/activation", ISSUER_URL).href,
  };
};
