import { ECDH } from "node:crypto";
import { problem } from "@preau/contract";
import { digest } from "@preau/contract/derive-id";
import type { Principal } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import type { ContactStore, Settled } from "../contacts/contact-store.ts";
import { type Device, usualPreferences } from "../contacts/reach.ts";
import type { reachRoutes } from "../reach-contract.ts";
import type { VapidStore } from "./vapid-store.ts";

interface Deps {
  readonly contacts: Pick<ContactStore, "settledBy" | "settle">;
  readonly vapid: VapidStore;
  now(): Date;
}

type Routes = typeof reachRoutes;

/** Browsers of one person; the one longest unheard of gives way. */
const MOST_DEVICES = 10;

/** The persons the account is as a parent, one for most: what is settled is settled for each, and read of the first. */
const personsOf = ({ memberships }: Principal): readonly [string, ...string[]] => {
  const [first, ...others] = new Set(memberships.filter(({ role }) => role === "guardian").map((one) => one.personId));
  if (first === undefined) throw problem("forbidden");
  return [first, ...others];
};

const settleForAll = (principal: Principal, change: (settled: Settled) => Settled, { contacts, now }: Deps) =>
  Promise.all(personsOf(principal).map((person) => contacts.settle(person, change, now())));

const shown = ({ deviceId, label, since }: Device) => ({ deviceId, since, ...(label !== undefined && { label }) });

export const listPushSubscriptions: Operation<Routes["listPushSubscriptions"], Deps> = async (call, deps) => {
  const [person] = personsOf(call.principal);
  const [{ devices }, { publicKey }] = await Promise.all([deps.contacts.settledBy(person), deps.vapid.keys()]);
  return { status: 200, body: { publicKey, items: devices.map(shown) } };
};

/** Whether a browser's key is a point of P-256: on no other can anything be encrypted to it. */
const isOnCurve = (key: string): boolean => {
  try {
    ECDH.convertKey(key, "prime256v1", "base64url");
    return true;
  } catch {
    return false;
  }
};

/** A browser says it at each opening: the same address is the same device, and its keys may have changed. */
export const keepPushSubscription: Operation<Routes["keepPushSubscription"], Deps> = async (call, deps) => {
  const { endpoint, keys, label } = call.body;
  if (!isOnCurve(keys.p256dh))
    throw problem("invalid-request", {
      errors: [{ field: "body.keys.p256dh", message: "Reprenez la clé p256dh telle que le navigateur l’a donnée." }],
    });
  const deviceId = `dev_${digest(13, "push", endpoint)}`;
  const device: Device = { deviceId, endpoint, keys, label, since: deps.now().toISOString() };
  const withDevice = ({ devices, ...others }: Settled): Settled => ({
    ...others,
    devices: [...devices.filter((one) => one.deviceId !== deviceId), device].slice(-MOST_DEVICES),
  });
  await settleForAll(call.principal, withDevice, deps);
  return { status: 200, body: shown(device) };
};

export const endPushSubscription: Operation<Routes["endPushSubscription"], Deps> = async (call, deps) => {
  const without = ({ devices, ...others }: Settled): Settled => ({
    ...others,
    devices: devices.filter(({ deviceId }) => deviceId !== call.params.deviceId),
  });
  const [settled] = await settleForAll(call.principal, without, deps);
  const { publicKey } = await deps.vapid.keys();
  return { status: 200, body: { publicKey, items: (settled?.devices ?? []).map(shown) } };
};

export const readNoticePreferences: Operation<Routes["readNoticePreferences"], Deps> = async (call, { contacts }) => {
  const { preferences = usualPreferences } = await contacts.settledBy(personsOf(call.principal)[0]);
  return { status: 200, body: { attendance: [...preferences.attendance], message: [...preferences.message] } };
};

export const changeNoticePreferences: Operation<Routes["changeNoticePreferences"], Deps> = async (call, deps) => {
  await settleForAll(call.principal, (settled) => ({ ...settled, preferences: call.body }), deps);
  return { status: 200, body: call.body };
};
