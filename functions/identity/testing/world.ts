import { randomBytes } from "node:crypto";
import type { Mail } from "@preau/runtime/mailer";
import { openSwitchboard } from "@preau/store/switchboard";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { activate } from "../activation/activate.ts";
import { openTickets } from "../activation/ticket.ts";
import { configureFederation } from "../federation/configure-federation.ts";
import { continueSignIn } from "../federation/continue-sign-in.ts";
import { makeServiceKey } from "../federation/make-service-key.ts";
import { openFranceConnect } from "../federation/open-france-connect.ts";
import { openSaml } from "../federation/open-saml.ts";
import { keepAccounts } from "../keep-accounts.ts";
import { identity } from "../manifest.ts";
import { openIssuer } from "../provider/issuer.ts";
import { openRotation } from "../provider/rotation.ts";
import { forgotten } from "../recovery/forgotten.ts";
import { sendMails } from "../recovery/send-mails.ts";
import { cookieRing, signingRing } from "../rings.ts";
import { signOutAccount } from "../sessions/sign-out-account.ts";
import { setPasswords } from "../set-passwords.ts";
import { signIn } from "../sign-in.ts";
import { openAccounts } from "../store/accounts.ts";
import { openAttempts } from "../store/attempts.ts";
import { openCharters } from "../store/charters.ts";
import { openCodes } from "../store/codes.ts";
import { openDevices } from "../store/devices.ts";
import { openFederated } from "../store/federated.ts";
import { openFinders } from "../store/finders.ts";
import { openLinks } from "../store/links.ts";
import { openLogins } from "../store/logins.ts";
import { MAIL_ORDER, type MailOrder, openMailOrders } from "../store/mail-orders.ts";
import { openPartners, partnersOf } from "../store/partners.ts";
import { openRecords } from "../store/records.ts";
import { openRefreshRecords } from "../store/refresh-records.ts";
import { openRegisteredClients } from "../store/registered-clients.ts";
import { changeServiceKeys, loadServiceKeys } from "../store/service-keys.ts";
import { browser } from "./browser.ts";
import { gateway } from "./gateway.ts";

export const ISSUER = "http://127.0.0.1:4010";
export const PORTAL = "https://portail.example";

/** The functions of identity on a table of their own, and a clock that stands still until it is moved. */
export const openWorld = async (issuerUrl = ISSUER) => {
  const switchboardTable = await freshTable({ name: "switchboard", table: {} });
  const switchboard = openSwitchboard(switchboardTable);
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
  const clients = openRegisteredClients(table, now);
  const coldIssuer = () =>
    openIssuer({
      ...shared,
      devices,
      clients,
      blocks: async () => (await switchboard.read("BLOCKS")).filter(({ until }) => until > now()),
      issuerUrl,
      portalUrl: PORTAL,
      rotation: openRotation(openRefreshRecords(table, now), now),
      cookieKeys: cookieRing(table, now),
      signingKeys: signingRing(table, now),
    });
  let issuer = coldIssuer();
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
  const activationUrl = new URL("/activation", issuerUrl).href;
  const ordered: MailOrder[] = [];
  const mails: Mail[] = [];
  const orders = openMailOrders(table, now);
  const entering = {
    ...door,
    accounts: { ...accounts, signOut: signOutAccount(accounts, switchboard) },
    tickets: openTickets(records),
    charters: openCharters(table),
    codes: openCodes(table, now),
    orders: {
      place: async (orderId: string, order: MailOrder) => {
        await orders.place(orderId, order);
        ordered.push(order);
      },
    },
    portalUrl: PORTAL,
  };
  const find = gateway({
    issuer: (request) => issuer(request),
    signIn: (request) => signIn(request, door),
    federationSaml: openSaml(federation),
    federationOidc: openFranceConnect(federation),
    continueSignIn: (request) => continueSignIn(request, federation),
    activate: (request) =>
      request.rawPath.endsWith("/forgotten") ? forgotten(request, entering) : activate(request, entering),
  });
  const deliverMails = async (): Promise<void> => {
    const changes = ordered.splice(0).map((after) => ({ entity: MAIL_ORDER, before: undefined, after }));
    await sendMails(changes, { ...entering, mailer: { send: async (mail) => void mails.push(mail) }, activationUrl });
  };
  return {
    table,
    /** A deployment: a new environment, on the same table. */
    deploy: (): void => {
      issuer = coldIssuer();
    },
    switchboardTable,
    switchboard,
    devices,
    clock,
    attempts,
    accounts,
    logins,
    codes: entering.codes,
    charters: entering.charters,
    mails,
    deliverMails,
    now,
    find,
    clients,
    configureFederation: (change: object) => configureFederation(change, federation),
    newBrowser: (userAgent?: string) => browser(issuerUrl, find, userAgent),
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
