import { randomBytes } from "node:crypto";
import type { HttpRequest } from "./http/request.ts";
import { cookieRing } from "./rings.ts";
import { signIn } from "./sign-in.ts";
import { openAccounts } from "./store/accounts.ts";
import { openAttempts } from "./store/attempts.ts";
import { openLogins } from "./store/logins.ts";
import { partnersOf } from "./store/partners.ts";
import { openRecords } from "./store/records.ts";
import { variable } from "./variable.ts";

const table = variable("TABLE_NAME");
const now = (): number => Math.floor(Date.now() / 1000);

const deps = {
  records: openRecords(table, now),
  logins: openLogins(table),
  accounts: openAccounts(table),
  attempts: openAttempts(table),
  partners: partnersOf(table, now),
  cookieKeys: cookieRing(table, now),
  now,
  newId: () => randomBytes(16).toString("base64url"),
  secure: variable("ISSUER_URL").startsWith("https:"),
};

export const handler = (request: HttpRequest) => signIn(request, deps);
