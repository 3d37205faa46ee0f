import { openIssuer } from "./provider/issuer.ts";
import { openRotation } from "./provider/rotation.ts";
import { watchBlocks } from "./provider/watch-blocks.ts";
import { cookieRing, signingRing } from "./rings.ts";
import { openAccounts } from "./store/accounts.ts";
import { openDevices } from "./store/devices.ts";
import { partnersOf } from "./store/partners.ts";
import { openRecords } from "./store/records.ts";
import { openRefreshRecords } from "./store/refresh-records.ts";
import { openRegisteredClients } from "./store/registered-clients.ts";
import { variable } from "./variable.ts";

const table = variable("TABLE_NAME");
const now = (): number => Math.floor(Date.now() / 1000);

export const handler = openIssuer({
  issuerUrl: variable("ISSUER_URL"),
  portalUrl: process.env.PORTAL_URL || undefined,
  records: openRecords(table, now),
  rotation: openRotation(openRefreshRecords(table, now), now),
  devices: openDevices(table, now),
  clients: openRegisteredClients(table, now),
  blocks: watchBlocks(variable("SWITCHBOARD_TABLE")),
  accounts: openAccounts(table),
  partners: partnersOf(table, now),
  signingKeys: signingRing(table, now),
  cookieKeys: cookieRing(table, now),
  now,
});
