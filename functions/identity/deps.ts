import { baseVariables, newId, now, readEnvironment } from "@preau/runtime";
import { openBlockWrites, openReplies, openSwitchboard, openTable } from "@preau/store";
import * as z from "zod";
import { signOutAccount } from "./sessions/sign-out-account.ts";
import { openAccessRecords } from "./store/access-records-store.ts";
import { openAccounts } from "./store/accounts.ts";
import { openAttempts } from "./store/attempts.ts";
import { openCharters } from "./store/charters.ts";
import { openCodes } from "./store/codes.ts";
import { openDevices } from "./store/devices.ts";
import { openFinders } from "./store/finders.ts";
import { openLogins } from "./store/logins.ts";
import { openMerges } from "./store/merges.ts";
import { openRecords } from "./store/records.ts";
import { openResets } from "./store/resets-store.ts";

/** Real time in epoch seconds: what tokens, codes and sign-ins are dated by, whatever the school's clock says. */
const epoch = (): number => Math.floor(Date.now() / 1000);

/** Built once per cold start, for the functions behind the API's gateway. */
export const makeDeps = () => {
  const { TABLE_NAME, SWITCHBOARD_TABLE, ISSUER_URL } = readEnvironment({
    ...baseVariables,
    SWITCHBOARD_TABLE: z.string(),
    ISSUER_URL: z.string(),
  });
  const table = openTable(TABLE_NAME);
  const accounts = openAccounts(TABLE_NAME);
  const switchboard = openSwitchboard(SWITCHBOARD_TABLE);
  return {
    now,
    epoch,
    newId,
    replies: openReplies(table),
    accounts: { ...accounts, signOut: signOutAccount(accounts, switchboard) },
    switchboard,
    blockWrites: openBlockWrites(SWITCHBOARD_TABLE),
    accessRecords: openAccessRecords(table),
    devices: openDevices(TABLE_NAME, epoch),
    records: openRecords(TABLE_NAME, epoch),
    attempts: openAttempts(TABLE_NAME),
    charters: openCharters(TABLE_NAME),
    codes: openCodes(TABLE_NAME, epoch),
    finders: openFinders(TABLE_NAME),
    logins: openLogins(TABLE_NAME),
    merges: openMerges(TABLE_NAME),
    resets: openResets(table),
    signInUrl: new URL("/activation", ISSUER_URL).href,
  };
};
