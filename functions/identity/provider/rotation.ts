import { LostRace } from "@preau/store/lost-race";
import { judge, REFRESH_LIFE, type Verdict } from "../refresh-grace.ts";
import type { RecordPayload } from "../store/records.ts";
import type { RefreshRecord, RefreshRecords } from "../store/refresh-records.ts";

/** A copy of a refresh token is in other hands: its whole sign-in must fall. */
export class StolenToken extends Error {
  constructor() {
    super("stolen refresh token");
    this.name = "StolenToken";
  }
}

const unlessLost = async (write: Promise<void>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof LostRace) return false;
    throw error;
  }
};

/** The life of refresh tokens: which may serve, and what remains of one that did. `now` is in epoch seconds. */
export const openRotation = (records: RefreshRecords, now: () => number) => {
  const verdictOn = async (record: RefreshRecord): Promise<Verdict> => {
    // Heirs are looked up only where they decide: for a token that comes back after its grace.
    const verdict = judge(record, true, now());
    return verdict === "stolen" && !record.replaced
      ? judge(record, await records.anyServed(record.heirs), now())
      : verdict;
  };

  /** The heirs of a token that came back were never received: they are given up, so that whoever holds one betrays a copy. */
  const retry = async (token: string, heir: string, { heirs, usedAt = 0 }: RefreshRecord): Promise<void> => {
    const givenUp = await Promise.all(heirs.map((one) => unlessLost(records.replace(one))));
    if (givenUp.includes(false) && (await records.anyServed(heirs))) throw new StolenToken();
    if (!(await unlessLost(records.renew(token, heir, usedAt)))) await unlessLost(records.share(token, heir));
  };

  return {
    /** What the token says, with `consumed` if presenting it gives a copy away; undefined when it is unknown. */
    find: async (token: string): Promise<RecordPayload | undefined> => {
      const record = await records.find(token);
      if (record === undefined) return undefined;
      const { payload, usedAt } = record;
      const stolen = (await verdictOn(record)) === "stolen";
      return {
        ...payload,
        jti: token,
        ...(usedAt !== undefined && { exp: Math.max(Number(payload.exp), usedAt + REFRESH_LIFE) }),
        ...(stolen && { consumed: usedAt ?? now() }),
      };
    },

    /**
     * Notes that `token` was exchanged for `heir`. Throws `StolenToken` when it turns out, between two requests at the same
     * instant, that it may not be. A token destroyed meanwhile is nothing to note: its grant went first, the heir is dead.
     */
    exchange: async (token: string, heir: string): Promise<void> => {
      if (await unlessLost(records.spend(token, heir))) return;
      const record = await records.find(token);
      if (record === undefined) return;
      const verdict = await verdictOn(record);
      if (verdict === "stolen") throw new StolenToken();
      if (verdict === "retry") await retry(token, heir, record);
      else await unlessLost(records.share(token, heir));
    },
  };
};

export type Rotation = ReturnType<typeof openRotation>;
