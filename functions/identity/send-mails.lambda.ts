import { readEnvironment } from "@preau/runtime/environment";
import { follow } from "@preau/runtime/follow";
import { mailVariables, openMailer } from "@preau/runtime/mailer";
import { sendMails } from "./recovery/send-mails.ts";
import { openAccounts } from "./store/accounts.ts";
import { openCodes } from "./store/codes.ts";
import { openFinders } from "./store/finders.ts";
import { openLogins } from "./store/logins.ts";
import { openRecords } from "./store/records.ts";
import { variable } from "./variable.ts";

const now = (): number => Math.floor(Date.now() / 1000);

export const handler = follow(sendMails, () => {
  const table = variable("TABLE_NAME");
  return {
    accounts: openAccounts(table),
    logins: openLogins(table),
    finders: openFinders(table),
    codes: openCodes(table, now),
    records: openRecords(table, now),
    mailer: openMailer(readEnvironment(mailVariables)),
    now,
    activationUrl: new URL("/activation", variable("ISSUER_URL")).href,
  };
});
