import { LostRace } from "@preau/store/lost-race";
import { type Adapter, type AdapterPayload, errors, Provider } from "oidc-provider";
import { kindOf } from "../sessions/describe-device.ts";
import { type Devices, isAnotherDay } from "../store/devices.ts";
import type { Records } from "../store/records.ts";
import type { RegisteredClients } from "../store/registered-clients.ts";
import { metadataOf } from "./partner-client.ts";
import { type Rotation, StolenToken } from "./rotation.ts";

/** Where the provider keeps what it knows. */
export interface Stores {
  readonly records: Records;
  readonly rotation: Rotation;
  readonly devices: Pick<Devices, "add" | "touch">;
  readonly clients: Pick<RegisteredClients, "find" | "choice" | "noteEntry">;
  /** Epoch seconds, real time. */
  now(): number;
}

/** The grant of an application that refreshes is a sign-in that lasts: the person finds it in the list of their devices. */
const grants = ({ records, devices }: Stores): Partial<Adapter> => ({
  upsert: async (id, payload: AdapterPayload, expiresIn = 0) => {
    const { accountId = "", clientId = "" } = payload;
    const ctx = Provider.ctx;
    const client = ctx?.oidc.client;
    const lasts = client?.grantTypeAllowed("refresh_token");
    const kind = kindOf(ctx?.get("user-agent") ?? "");
    const device = { grantId: id, clientId, ...(client?.clientName && { clientName: client.clientName }), ...kind };
    await Promise.all([records.save("Grant", id, { ...payload }, expiresIn), lasts && devices.add(accountId, device)]);
  },
});

/**
 * Refresh tokens: a use is noted together with the token issued in exchange, side by side with the writing of that token.
 * Should one of the two writes fail, the phone hears an error, asks again with what it has, and is served.
 */
const refreshTokens = ({ records, rotation, devices, now }: Stores): Partial<Adapter> => ({
  find: rotation.find,
  consume: async () => {},
  upsert: async (id, payload: AdapterPayload, expiresIn = 0) => {
    const token = Provider.ctx?.oidc.entities.RotatedRefreshToken;
    const { accountId = "", grantId = "" } = payload;
    const saved = records.save("RefreshToken", id, { ...payload }, expiresIn);
    try {
      await Promise.all([
        saved,
        token && rotation.exchange(token.jti, id),
        token && isAnotherDay(token.iat ?? 0, now()) && devices.touch(accountId, grantId),
      ]);
    } catch (error) {
      if (!(error instanceof StolenToken)) throw error;
      await Promise.all([saved, records.destroy("Grant", grantId)]);
      throw new errors.InvalidGrant("refresh token already used");
    }
  },
});

/** The provider's storage, one adapter a model. */
export const storeFor =
  (stores: Stores) =>
  (model: string): Adapter => ({
    find: (id) => stores.records.find(model, id),
    upsert: (id, payload: AdapterPayload, expiresIn = 0) => stores.records.save(model, id, { ...payload }, expiresIn),
    destroy: (id) => stores.records.destroy(model, id),
    consume: async (id) => {
      try {
        await stores.records.consume(model, id);
      } catch (error) {
        // A code is exchanged once, even by two requests at the same instant.
        throw error instanceof LostRace ? new errors.InvalidGrant("already used") : error;
      }
    },
    // Every use of a code or a refresh token looks its grant up first: with the grant, all that hangs on it is dead.
    revokeByGrantId: (grantId) => stores.records.destroy("Grant", grantId),
    // Nothing of ours follows the browser's session or a device code: the provider never asks.
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
    ...(model === "Client" && { find: async (id) => metadataOf(await stores.clients.find(id)) }),
    ...(model === "Grant" && grants(stores)),
    ...(model === "RefreshToken" && refreshTokens(stores)),
  });
