import { LostRace } from "@preau/store/lost-race";
import { type Adapter, type AdapterPayload, errors } from "oidc-provider";
import { withinGrace } from "../refresh-grace.ts";
import type { RecordPayload, Records } from "../store/records.ts";

/** A refresh token inside its grace shows as never used. */
const graced = (record: RecordPayload, now: number): RecordPayload => {
  const { consumed, ...fresh } = record;
  return typeof consumed === "number" && withinGrace(consumed, now) ? fresh : record;
};

/** The provider's storage, one adapter a model. */
export const storeFor =
  (records: Records, now: () => number) =>
  (model: string): Adapter => ({
    find: async (id) => {
      const record = await records.find(model, id);
      return record && model === "RefreshToken" ? graced(record, now()) : record;
    },
    upsert: (id, payload: AdapterPayload, expiresIn = 0) => records.save(model, id, { ...payload }, expiresIn),
    destroy: (id) => records.destroy(model, id),
    consume: async (id) => {
      try {
        await records.consume(model, id);
      } catch (error) {
        if (!(error instanceof LostRace)) throw error;
        // A refresh token may be used again within its grace; a code is exchanged once, even by two requests at the same instant.
        if (model !== "RefreshToken") throw new errors.InvalidGrant("already used");
      }
    },
    // Every use of a code or a refresh token looks its grant up first: with the grant, all that hangs on it is dead.
    revokeByGrantId: (grantId) => records.destroy("Grant", grantId),
    // Nothing of ours follows the browser's session or a device code: the provider never asks.
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
  });
