import { createHash } from "node:crypto";

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

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
  login: (login: string): ItemKey => ({ pk: `LOGIN#${login}`, sk: "LOGIN" }),
  /** Failures from devices that never signed in to the login. */
  attempts: (login: string): ItemKey => ({ pk: `LOGIN#${login}`, sk: "ATTEMPTS" }),
  device: (login: string, deviceId: string): ItemKey => ({ pk: `LOGIN#${login}`, sk: `DEVICE#${deviceId}` }),
  homonyms: (login: string): ItemKey => ({ pk: `HOMONYMS#${login}`, sk: "HOMONYMS" }),
  /** A token, a code, a session: keyed by digest, so that reading the table does not give a usable one. */
  record: (model: string, id: string): ItemKey => ({
    pk: `OIDC#${model}#${createHash("sha256").update(id).digest("base64url")}`,
    sk: "OIDC",
  }),
  ring: (name: string): ItemKey => ({ pk: `RING#${name}`, sk: "RING" }),
};
