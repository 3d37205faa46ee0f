import { LostRace } from "@preau/store/lost-race";
import { REFRESH_LIFE } from "../../../../functions/identity/refresh-grace.ts";
import type { RefreshRecords } from "../../../../functions/identity/store/refresh-records.ts";

interface Kept {
  endsAt: number;
  usedAt?: number;
  replaced?: boolean;
  heirs: readonly string[];
}

/**
 * Refresh tokens in memory, with the conditions of the table's writes: ten thousand phones need no engine. The same decisions run
 * over the engine in `functions/identity/tokens.test.ts` and, for a few phones, in `phones.test.ts`.
 */
export const memoryRecords = (now: () => number) => {
  const kept = new Map<string, Kept>();
  const alive = (token: string): Kept | undefined => {
    const one = kept.get(token);
    return one === undefined || one.endsAt <= now() ? undefined : one;
  };
  const update = async (token: string, holds: (one: Kept) => boolean, change: (one: Kept) => void): Promise<void> => {
    const one = kept.get(token);
    if (one === undefined || !holds(one)) throw new LostRace();
    change(one);
  };
  const records: RefreshRecords = {
    find: async (token) => {
      const one = alive(token);
      return (
        one && {
          payload: {},
          heirs: one.heirs,
          ...(one.usedAt !== undefined && { usedAt: one.usedAt }),
          ...(one.replaced && { replaced: true }),
        }
      );
    },
    anyServed: async (heirs) => heirs.some((heir) => alive(heir)?.usedAt !== undefined),
    spend: (token, heir) =>
      update(
        token,
        (one) => one.usedAt === undefined && !one.replaced,
        (one) => Object.assign(one, { usedAt: now(), heirs: [heir], endsAt: now() + REFRESH_LIFE }),
      ),
    share: (token, heir) =>
      update(
        token,
        (one) => !one.replaced,
        (one) => Object.assign(one, { heirs: [...one.heirs, heir] }),
      ),
    renew: (token, heir, seen) =>
      update(
        token,
        (one) => one.usedAt === seen && !one.replaced,
        (one) => Object.assign(one, { usedAt: now(), heirs: [heir], endsAt: now() + REFRESH_LIFE }),
      ),
    replace: (heir) =>
      update(
        heir,
        (one) => one.usedAt === undefined,
        (one) => Object.assign(one, { replaced: true }),
      ),
  };
  return {
    records,
    save: (token: string, seconds: number): void => void kept.set(token, { endsAt: now() + seconds, heirs: [] }),
  };
};
