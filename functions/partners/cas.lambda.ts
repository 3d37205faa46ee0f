import { randomBytes } from "node:crypto";
import { baseVariables, now, readEnvironment } from "@preau/runtime";
import { openTable } from "@preau/store";
import * as z from "zod";
import { openAccessStore } from "./access-store.ts";
import { exchangeAt, postTo, tellService } from "./cas/issuer-client.ts";
import { openCas } from "./cas/open-cas.ts";
import { openCasStore } from "./cas/store.ts";
import { openPeopleStore } from "./people-store.ts";
import { openRegistry } from "./store.ts";

const { TABLE_NAME, ISSUER_URL, PORTAL_URL } = readEnvironment({
  ...baseVariables,
  ISSUER_URL: z.url(),
  PORTAL_URL: z.url().optional(),
});
const table = openTable(TABLE_NAME);

export const handler = openCas({
  issuerUrl: ISSUER_URL,
  portalUrl: PORTAL_URL,
  registry: openRegistry(table),
  people: openPeopleStore(table),
  accesses: openAccessStore(table),
  cas: openCasStore(table),
  now,
  newSecret: (bytes) => randomBytes(bytes).toString("hex"),
  exchange: exchangeAt(ISSUER_URL, postTo(ISSUER_URL)),
  tell: tellService,
});
