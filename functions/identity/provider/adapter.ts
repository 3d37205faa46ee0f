import { LostRace } from "@preau/store/lost-race";
import { type Adapter, type AdapterPayload, errors, Provider } from "oidc-provider";
import type { Records } from "../store/records.ts";
import { type Rotation, StolenToken } from "./rotation.ts";

/** The refresh token that the current request exchanges. */
const exchanged = (): string | undefined => Provider.ctx?.oidc.entities.RotatedRefreshToken?.jti;

/**
 * Refresh tokens: a use is noted together with the token issued in exchange, side by side with the writing of that token.
 * Should one of the two writes fail, the phone hears an error, asks again with what it has, and is served.
 */
const refreshTokens = (records: Records, rotation: Rotation): Partial<Adapter> => ({
  find: rotation.find,
  consume: async () => {},
  upsert: async (id, payload: AdapterPayload, expiresIn = 0) => {
    const token = exchanged();
    const saved = records.save("RefreshToken", id, { ...payload }, expiresIn);
    try {
      await Promise.all([saved, token === undefined ? undefined : rotation.exchange(token, id)]);
    } catch (error) {
      if (!(error instanceof StolenToken)) throw error;
      await Promise.all([saved, records.destroy("Grant", payload.grantId ?? "")]);
      throw new errors.InvalidGrant("refresh token already used");
    }
  },
});

/** The provider's storage, one adapter a model. */
export const storeFor =
  (records: Records, rotation: Rotation) =>
  (model: string): Adapter => ({
    find: (id) => records.find(model, id),
    upsert: (id, payload: AdapterPayload, expiresIn = 0) => records.save(model, id, { ...payload }, expiresIn),
    destroy: (id) => records.destroy(model, id),
    consume: async (id) => {
      try {
        await records.consume(model, id);
      } catch (error) {
        // A code is exchanged once, even by two requests at the same instant.
        throw error instanceof LostRace ? new errors.InvalidGrant("already used") : error;
      }
    },
    // Every use of a code or a refresh token looks its grant up first: with the grant, all that hangs on it is dead.
    revokeByGrantId: (grantId) => records.destroy("Grant", grantId),
    // Nothing of ours follows the browser's session or a device code: the provider never asks.
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
    ...(model === "RefreshToken" && refreshTokens(records, rotation)),
  });
