import { randomBytes } from "node:crypto";
import { makeServiceKey } from "./federation/make-service-key.ts";
import { openSaml } from "./federation/open-saml.ts";
import { cookieRing } from "./rings.ts";
import { partnersOf } from "./store/partners.ts";
import { openRecords } from "./store/records.ts";
import { loadServiceKeys } from "./store/service-keys.ts";
import { variable } from "./variable.ts";

const table = variable("TABLE_NAME");
const issuerUrl = variable("ISSUER_URL");
const now = (): number => Math.floor(Date.now() / 1000);

export const handler = openSaml({
  issuerUrl,
  records: openRecords(table, now),
  cookieKeys: cookieRing(table, now),
  serviceKeys: () => loadServiceKeys(table, makeServiceKey),
  partners: partnersOf(table, now),
  now,
  newId: () => randomBytes(24).toString("base64url"),
});
