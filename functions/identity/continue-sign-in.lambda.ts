import { randomBytes } from "node:crypto";
import { continueSignIn } from "./federation/continue-sign-in.ts";
import type { HttpRequest } from "./http/request.ts";
import { cookieRing } from "./rings.ts";
import { openAccounts } from "./store/accounts.ts";
import { openAttempts } from "./store/attempts.ts";
import { openFederated } from "./store/federated.ts";
import { openLinks } from "./store/links.ts";
import { openLogins } from "./store/logins.ts";
import { openRecords } from "./store/records.ts";
import { variable } from "./variable.ts";

const table = variable("TABLE_NAME");
const now = (): number => Math.floor(Date.now() / 1000);

const deps = {
  records: openRecords(table, now),
  accounts: openAccounts(table),
  links: openLinks(table),
  federated: openFederated(table),
  logins: openLogins(table),
  attempts: openAttempts(table),
  cookieKeys: cookieRing(table, now),
  now,
  newId: () => randomBytes(16).toString("base64url"),
  secure: variable("ISSUER_URL").startsWith("https:"),
};

export const handler = (request: HttpRequest) => continueSignIn(request, deps);
