import { randomBytes } from "node:crypto";
import { openSwitchboard } from "@preau/store/switchboard";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { configureFederation } from "../federation/configure-federation.ts";
import { continueSignIn } from "../federation/continue-sign-in.ts";
import { makeServiceKey } from "../federation/make-service-key.ts";
import { openSaml } from "../federation/open-saml.ts";
import { keepAccounts } from "../keep-accounts.ts";
import { identity } from "../manifest.ts";
import { openIssuer } from "../provider/issuer.ts";
import { openRotation } from "../provider/rotation.ts";
import { cookieRing, signingRing } from "../rings.ts";
import { setPasswords } from "../set-passwords.ts";
import { signIn } from "../sign-in.ts";
import { openAccounts } from "../store/accounts.ts";
import { openAttempts } from "../store/attempts.ts";
import { openDevices } from "../store/devices.ts";
import { openFederated } from "../store/federated.ts";
import { openFinders } from "../store/finders.ts";
import { openLinks } from "../store/links.ts";
import { openLogins } from "../store/logins.ts";
import { openPartners, partnersOf } from "../store/partners.ts";
import { openRecords } from "../store/records.ts";
import { openRefreshRecords } from "../store/refresh-records.ts";
import { changeServiceKeys, loadServiceKeys } from "../store/service-keys.ts";
import { browser } from "./browser.ts";
import { gateway } from "./gateway.ts";

export const ISSUER = "http://127.0.0.1:4010";
export const PORTAL = "https://portail.example";

/** The functions of identity on a table of their own, and a clock that stands still until it is moved. */
export const openWorld = async (issuerUrl = ISSUER) => {
  const switchboard = openSwitchboard(await freshTable({ name: "switchboard", table: {} }));
  const table = await freshTable(identity);
  const clock = { ahead: 0 };
  const opened = Math.floor(Date.now() / 1000);
  const now = (): number => opened + clock.ahead;
  const records = openRecords(table, now);
  const accounts = openAccounts(table);
  const logins = openLogins(table);
  const links = openLinks(table);
  const attempts = openAttempts(table);
  const finders = openFinders(table);
  const cookieKeys = cookieRing(table, now);
  const partners = partnersOf(table, now);
  const shared = { records, accounts, logins, links, finders, cookieKeys, partners, now };
  const devices = openDevices(table, now);
  const issuer = openIssuer({
    ...shared,
    devices,
    blocks: async () => (await switchboard.read("BLOCKS")).filter(({ until }) => until > now()),
    issuerUrl,
    portalUrl: PORTAL,
    rotation: openRotation(openRefreshRecords(table, now), now),
    signingKeys: signingRing(table, now),
  });
  const door = {
    ...shared,
    attempts,
    newId: () => randomBytes(16).toString("base64url"),
    secure: issuerUrl.startsWith("https:"),
  };
  const federation = {
    ...door,
    issuerUrl,
    federated: openFederated(table),
    serviceKeys: () => loadServiceKeys(table, makeServiceKey),
    ...openPartners(table),
    changeKeys: (change: Parameters<typeof changeServiceKeys>[1]) => changeServiceKeys(table, change),
    makeKey: makeServiceKey,
  };
  const find = gateway({
    issuer,
    signIn: (request) => signIn(request, door),
    federationSaml: openSaml(federation),
    continueSignIn: (request) => continueSignIn(request, federation),
  });
  return {
    table,
    switchboard,
    devices,
    clock,
    attempts,
    now,
    find,
    configureFederation: (change: object) => configureFederation(change, federation),
    newBrowser: () => browser(issuerUrl, find),
    setPasswords: (...people: readonly object[]) => setPasswords({ accounts: people }, shared),
    peopleChanged: (event: Parameters<typeof keepAccounts>[0]) => keepAccounts(event, shared),
  };
};

export type World = Awaited<ReturnType<typeof openWorld>>;

/** A teacher of two schools, mother of a pupil in one of them. */
export const SOLENE = {
  login: "solene.briac",
  password: "mot-de-passe-1",
  personId: "per_7k2mq4x9d0abc",
  displayName: "Solène BRIAC",
  memberships: [
    { schoolId: "0990001N", role: "teacher" },
    { schoolId: "0990002P", role: "teacher" },
  ],
  children: [{ schoolId: "0990001N", pupilId: "per_1111111111111" }],
};

export const OPERATOR = {
  login: "operateur",
  password: "mot-de-passe-2",
  memberships: [{ schoolId: "territory", role: "operator" }],
};

export const LEILA = {
  login: "leila.haddad",
  password: "mot-de-passe-3",
  personId: "per_2222222222222",
  displayName: "Leïla HADDAD",
  memberships: [{ schoolId: "0990002P", role: "teacher" }],
};
