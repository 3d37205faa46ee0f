import { commit, expiresAfter, type OpenTable, unlessNewer, type Write } from "@preau/store";
import { DeleteTransaction } from "dynamodb-toolbox/entity/actions/transactDelete";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { UpdateTransaction } from "dynamodb-toolbox/entity/actions/transactUpdate";
import { UpdateItemCommand } from "dynamodb-toolbox/entity/actions/update";
import { $remove } from "dynamodb-toolbox/entity/actions/update/symbols";
import { ownContactEntity } from "../contact/entities.ts";
import { recordEntity, saysEntity } from "../entities.ts";
import type { PersonKey } from "../person.ts";
import { erasuresOf } from "./departures-store.ts";
import { erasureEntity } from "./entities.ts";
import type { Erasure } from "./erasure.ts";

/** A year of proof that what had to go is gone. */
const PROOF_DAYS = 365;

/** Every source that may have said something of a person (`SAYS#…`). */
const SOURCES = ["aaf", "aaf1d", "siecle", "sts", "onde", "oneroster", "manual"] as const;

/** Marked at that very instant, and not closed since. */
const stillMarked = (missingSince: string) => ({
  and: [
    { attr: "missingSince" as const, eq: missingSince },
    { attr: "hiddenSince" as const, exists: false as const },
  ],
});

/** What moves a person towards erasure and back: each move names the state it starts from. */
export const openLifeCycleStore = (table: OpenTable) => {
  const PersonItem = recordEntity(table, "person");
  const Says = saysEntity(table, "person");
  const OwnContactItem = ownContactEntity(table);
  const ErasureItem = erasureEntity(table);
  return {
    /** Marks somebody as gone since an instant, unless they are already. 1 WRU a KB of the person. */
    mark: (key: PersonKey, missingSince: string): Promise<boolean> =>
      unlessNewer(
        PersonItem.build(UpdateItemCommand)
          .item({ ...key, missingSince })
          .options({
            condition: {
              and: [
                { attr: "version", exists: true },
                { attr: "missingSince", exists: false },
              ],
            },
          })
          .send(),
      ),
    /** Takes back the mark made at that very instant, and no other. */
    unmark: (key: PersonKey, missingSince: string): Promise<boolean> =>
      unlessNewer(
        PersonItem.build(UpdateItemCommand)
          .item({ ...key, missingSince: $remove(), hiddenSince: $remove() })
          .options({ condition: { attr: "missingSince", eq: missingSince } })
          .send(),
      ),
    /** Closes the account of somebody marked at that instant; `since` orders it among what accounts are told. */
    close: (key: PersonKey, missingSince: string, since: Date): Promise<boolean> =>
      unlessNewer(
        PersonItem.build(UpdateItemCommand)
          .item({ ...key, hiddenSince: since.toISOString(), version: since.getTime() })
          .options({
            condition: stillMarked(missingSince),
          })
          .send(),
      ),
    /** The same, with the reply that says so. @throws LostRace when they are no longer as they were read. */
    closeWith: (key: PersonKey, missingSince: string, since: Date, reply: Write): Promise<void> =>
      commit(
        PersonItem.build(UpdateTransaction)
          .item({ ...key, hiddenSince: since.toISOString(), version: since.getTime() })
          .options({
            condition: stillMarked(missingSince),
          }),
        reply,
      ),
    /** Somebody marked or closed is of the school again. @throws LostRace when they are no longer as they were read. */
    restoreWith: (key: PersonKey, missingSince: string, at: Date, reply: Write): Promise<void> =>
      commit(
        PersonItem.build(UpdateTransaction)
          .item({ ...key, missingSince: $remove(), hiddenSince: $remove(), gone: $remove(), version: at.getTime() })
          .options({ condition: { attr: "missingSince", eq: missingSince } }),
        reply,
      ),
    /**
     * Erases somebody closed at that instant: what is shown of them, what each source said, what they said themselves, and in the same
     * transaction the proof that sends it to every capability. False when they came back meanwhile. 24 WRU for a person of 3 KB.
     */
    erase: (key: PersonKey, hiddenSince: string, erasure: Erasure): Promise<boolean> =>
      unlessNewer(
        commit(
          PersonItem.build(DeleteTransaction)
            .key(key)
            .options({ condition: { attr: "hiddenSince", eq: hiddenSince } }),
          ...SOURCES.map((source) => Says.build(DeleteTransaction).key({ ...key, source })),
          OwnContactItem.build(DeleteTransaction).key(key),
          ErasureItem.build(PutTransaction).item({
            pk: erasuresOf(key),
            sk: `${erasure.erasedAt} ${erasure.personId}`,
            erasure,
            ttl: expiresAfter(PROOF_DAYS, new Date(erasure.erasedAt)),
          }),
        ),
      ),
  };
};

export type LifeCycleStore = ReturnType<typeof openLifeCycleStore>;
