import { randomBytes } from "node:crypto";
import { openFranceConnect } from "./federation/open-france-connect.ts";
import { cookieRing } from "./rings.ts";
import { partnersOf } from "./store/partners.ts";
import { openRecords } from "./store/records.ts";
import { variable } from "./variable.ts";

const table = variable("TABLE_NAME");
const now = (): number => Math.floor(Date.now() / 1000);

export const handler = openFranceConnect({
  issuerUrl: variable("ISSUER_URL"),
  records: openRecords(table, now),
  cookieKeys: cookieRing(table, now),
  partners: partnersOf(table, now),
  newId: () => randomBytes(24).toString("base64url"),
});
