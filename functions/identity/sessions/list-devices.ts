import { schoolTimeOf } from "@preau/calendar";
import type { Operation } from "@preau/runtime";
import type { identityContract } from "../contract.ts";
import type { Accounts } from "../store/accounts.ts";
import type { Device, Devices } from "../store/devices.ts";
import type { Records } from "../store/records.ts";
import { deviceName } from "./describe-device.ts";

type Routes = typeof identityContract.routes;

export interface DevicesDeps {
  readonly accounts: Pick<Accounts, "find">;
  readonly devices: Pick<Devices, "list">;
  readonly records: Pick<Records, "find">;
}

/** The sign-ins of an account that still stand: their grant is there, and the account was not signed out since. */
export const standingDevices = async (accountId: string, deps: DevicesDeps): Promise<readonly Device[]> => {
  const [account, devices] = await Promise.all([deps.accounts.find(accountId), deps.devices.list(accountId)]);
  const since = account?.signedOutAt ?? 0;
  const candidates = devices.filter((device) => device.since >= since);
  const grants = await Promise.all(candidates.map(({ grantId }) => deps.records.find("Grant", grantId)));
  return candidates.filter((_, index) => grants[index] !== undefined);
};

/** Where the caller is signed in. */
export const listDevices: Operation<Routes["listDevices"], DevicesDeps> = async ({ principal }, deps) => {
  const devices = await standingDevices(principal.accountId, deps);
  const items = devices
    .toSorted((a, b) => b.lastUsedAt - a.lastUsedAt)
    .map((device) => ({
      deviceId: device.deviceId,
      name: deviceName(device),
      current: device.deviceId === principal.deviceId,
      since: new Date(device.since * 1000).toISOString(),
      lastUsedOn: schoolTimeOf(new Date(device.lastUsedAt * 1000)).day,
    }));
  return { status: 200, body: { items } };
};
