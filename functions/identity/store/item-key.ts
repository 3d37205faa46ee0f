import { createHash } from "node:crypto";

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("base64url");

/**
 * Keys of the identity table. They do not begin with a school: an account is a person of the cell, a parent signs in once
 * for children in several schools. Each partition is one person, one login or one token, so that nothing is shared hot.
 */
export const itemKey = {
  account: (accountId: string): ItemKey => ({ pk: `ACCOUNT#${accountId}`, sk: "ACCOUNT" }),
  attachment: (accountId: string, schoolId: string, personId: string): ItemKey => ({
    pk: `ACCOUNT#${accountId}`,
    sk: `AT#${schoolId}#${personId}`,
  }),
  merge: (accountId: string, mergeId: string): ItemKey => ({ pk: `ACCOUNT#${accountId}`, sk: `MERGE#${mergeId}` }),
  login: (login: string): ItemKey => ({ pk: `LOGIN#${login}`, sk: "LOGIN" }),
  /** Failures from devices that never signed in to the login. */
  attempts: (login: string): ItemKey => ({ pk: `LOGIN#${login}`, sk: "ATTEMPTS" }),
  device: (login: string, deviceId: string): ItemKey => ({ pk: `LOGIN#${login}`, sk: `DEVICE#${deviceId}` }),
  /** A code that stands for the password once: printed by the school, or sent by mail. */
  code: (login: string, kind: string): ItemKey => ({ pk: `LOGIN#${login}`, sk: `CODE#${kind}` }),
  /** Who is in a class or a group, and who represents them. */
  roster: (schoolId: string, audienceId: string): ItemKey => ({ pk: `ROSTER#${schoolId}#${audienceId}`, sk: "ROSTER" }),
  staff: (schoolId: string, personId: string): ItemKey => ({ pk: `STAFF#${schoolId}`, sk: personId }),
  /** Whom a mailbox leads to; by digest, for an address is nobody's business. */
  mail: (mail: string, accountId: string): ItemKey => ({
    pk: `MAIL#${sha256(mail.trim().toLowerCase())}`,
    sk: accountId,
  }),
  charter: (place: string, version: number): ItemKey => ({
    pk: `CHARTER#${place}`,
    sk: `V#${String(version).padStart(6, "0")}`,
  }),
  mailOrder: (orderId: string): ItemKey => ({ pk: `MAIL-ORDER#${orderId}`, sk: "MAIL-ORDER" }),
  /** A partner that signs people in by OpenID, and what each school decided about it. */
  client: (clientId: string): ItemKey => ({ pk: `CLIENT#${clientId}`, sk: "CLIENT" }),
  clientChoice: (clientId: string, schoolId: string): ItemKey => ({ pk: `CLIENT#${clientId}`, sk: `AT#${schoolId}` }),
  /** What a partner was told of an account, on its way to the registry. */
  entry: (accountId: string, at: string, clientId: string): ItemKey => ({
    pk: `ENTRIES#${accountId}`,
    sk: `${at}#${clientId}`,
  }),
  homonyms: (login: string): ItemKey => ({ pk: `HOMONYMS#${login}`, sk: "HOMONYMS" }),
  /** A token, a code, a session: keyed by digest, so that reading the table does not give a usable one. */
  record: (model: string, id: string): ItemKey => ({
    pk: `OIDC#${model}#${sha256(id)}`,
    sk: "OIDC",
  }),
  /** Leads from what another system calls a person to the account; `by` is a digest. */
  link: (by: string, schoolId: string, personId: string): ItemKey => ({
    pk: `LINK#${by}`,
    sk: `AT#${schoolId}#${personId}`,
  }),
  /** How the cell knows a federation, and the keys it speaks to them with. */
  federation: (source: string): ItemKey => ({ pk: "FEDERATION", sk: source }),
  /** The account that somebody of a federation chose, or proved to be theirs. */
  federated: (source: string, subject: string): ItemKey => ({
    pk: `FEDERATED#${createHash("sha256").update(`${source}|${subject}`).digest("base64url")}`,
    sk: "FEDERATED",
  }),
  ring: (name: string): ItemKey => ({ pk: `RING#${name}`, sk: "RING" }),
};
