import { openIssuer } from "./provider/issuer.ts";
import { openRotation } from "./provider/rotation.ts";
import { cookieRing, signingRing } from "./rings.ts";
import { openAccounts } from "./store/accounts.ts";
import { openRecords } from "./store/records.ts";
import { openRefreshRecords } from "./store/refresh-records.ts";
import { variable } from "./variable.ts";

const table = variable("TABLE_NAME");
const now = (): number => Math.floor(Date.now() / 1000);

export const handler = openIssuer({
  issuerUrl: variable("ISSUER_URL"),
  portalUrl: process.env.PORTAL_URL || undefined,
  records: openRecords(table, now),
  rotation: openRotation(openRefreshRecords(table, now), now),
  accounts: openAccounts(table),
  signingKeys: signingRing(table, now),
  cookieKeys: cookieRing(table, now),
  now,
});
