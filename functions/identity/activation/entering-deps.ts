import { randomBytes } from "node:crypto";
import { openSwitchboard } from "@preau/store/switchboard";
import { cookieRing } from "../rings.ts";
import { signOutAccount } from "../sessions/sign-out-account.ts";
import { openAccounts } from "../store/accounts.ts";
import { openAttempts } from "../store/attempts.ts";
import { openCharters } from "../store/charters.ts";
import { openCodes } from "../store/codes.ts";
import { openFinders } from "../store/finders.ts";
import { openLogins } from "../store/logins.ts";
import { openMailOrders } from "../store/mail-orders.ts";
import { openRecords } from "../store/records.ts";
import { variable } from "../variable.ts";
import { openTickets } from "./ticket.ts";

/** Built once per cold start: what the pages of activation and of forgotten passwords need. */
export const enteringDeps = () => {
  const table = variable("TABLE_NAME");
  const now = (): number => Math.floor(Date.now() / 1000);
  const records = openRecords(table, now);
  const accounts = openAccounts(table);
  const switchboard = openSwitchboard(variable("SWITCHBOARD_TABLE"));
  return {
    records,
    tickets: openTickets(records),
    accounts: { ...accounts, signOut: signOutAccount(accounts, switchboard) },
    attempts: openAttempts(table),
    charters: openCharters(table),
    codes: openCodes(table, now),
    finders: openFinders(table),
    logins: openLogins(table),
    orders: openMailOrders(table, now),
    cookieKeys: cookieRing(table, now),
    now,
    newId: () => randomBytes(16).toString("base64url"),
    secure: variable("ISSUER_URL").startsWith("https:"),
    portalUrl: process.env.PORTAL_URL || undefined,
  };
};
