import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import { log } from "@preau/runtime/logger";
import type { Switchboard } from "@preau/store/switchboard";
import type { identityContract } from "../contract.ts";
import type { Accounts } from "../store/accounts.ts";
import type { Devices } from "../store/devices.ts";
import type { Records } from "../store/records.ts";
import { type DevicesDeps, standingDevices } from "./list-devices.ts";
import { revocation } from "./sign-out-account.ts";

type Routes = typeof identityContract.routes;

export interface SignOutDeps extends DevicesDeps {
  readonly accounts: Pick<Accounts, "find" | "signOut">;
  readonly devices: Pick<Devices, "list" | "remove">;
  readonly records: Pick<Records, "find" | "destroy">;
  readonly switchboard: Pick<Switchboard, "put">;
  /** Epoch seconds, real time. */
  epoch(): number;
}

const at = (seconds: number) => ({ signedOutAt: new Date(seconds * 1000).toISOString() });

/** Signs one of the caller's devices out: the grant goes, so no refresh serves; the tokens it holds are refused. */
export const signOutDevice: Operation<Routes["signOutDevice"], SignOutDeps> = async ({ principal, params }, deps) => {
  const { accountId } = principal;
  const device = (await standingDevices(accountId, deps)).find(({ deviceId }) => deviceId === params.deviceId);
  if (device === undefined) throw problem("not-found");
  const now = deps.epoch();
  await deps.records.destroy("Grant", device.grantId);
  await Promise.all([
    // Nothing is ever made again for this device: what was made this very second is refused too.
    deps.switchboard.put("REVOKED", revocation(device.deviceId, now + 1)),
    deps.devices.remove(accountId, device.deviceId),
  ]);
  log("info", "signed-out", { accountId, count: 1 });
  return { status: 200, body: at(now) };
};

/** Signs the caller out everywhere. Repeating it is harmless: whoever can has signed in again since. */
export const signOutEverywhere: Operation<Routes["signOutEverywhere"], SignOutDeps> = async ({ principal }, deps) => {
  const now = deps.epoch();
  await deps.accounts.signOut(principal.accountId, now);
  log("info", "signed-out", { accountId: principal.accountId });
  return { status: 200, body: at(now) };
};
