import { expiresAfter, type OpenTable, unlessNewer } from "@preau/store";
import { getAll } from "@preau/store/batches";
import { orLostRace, overRaces } from "@preau/store/lost-race";
import { BatchGetRequest } from "dynamodb-toolbox/entity/actions/batchGet";
import { DeleteItemCommand } from "dynamodb-toolbox/entity/actions/delete";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { UpdateItemCommand } from "dynamodb-toolbox/entity/actions/update";
import { $set } from "dynamodb-toolbox/entity/actions/update/symbols";
import { keptUntil } from "../kept-until.ts";
import { contactOf, type OwnWords, type SchoolRecord } from "./contact.ts";
import { contactEntity, reachEntity } from "./entities.ts";
import { type Device, type Preferences, type Reach, usualPreferences } from "./reach.ts";

interface SchoolYear {
  readonly schoolId: string;
  readonly schoolYear: number;
}

/** What somebody settled for themselves. */
export interface Settled {
  readonly devices: readonly Device[];
  readonly preferences?: Preferences | undefined;
}

/** Browsers renew what they accepted each time the portal is opened; what nobody renews for so long is forgotten. */
const SETTLED_DAYS = 400;
const ATTEMPTS = 4;

/** How guardians are reached: 1 RRU a guardian read, 1 WRU a change. */
export const openContactStore = (table: OpenTable) => {
  const ContactItem = contactEntity(table);
  const ReachItem = reachEntity(table);
  const settledBy = async (guardianId: string): Promise<Settled & { readonly version: number }> => {
    const { Item } = await ReachItem.build(GetItemCommand).key({ guardianId }).options({ consistent: true }).send();
    return Item ?? { devices: [], version: 0 };
  };
  const settle = async (guardianId: string, change: (settled: Settled) => Settled, now: Date): Promise<Settled> =>
    overRaces(ATTEMPTS, async () => {
      const { version, ...settled } = await settledBy(guardianId);
      const after = change(settled);
      await orLostRace(
        ReachItem.build(PutItemCommand)
          .item({ guardianId, ...after, version: version + 1, ttl: expiresAfter(SETTLED_DAYS, now) })
          .options({ condition: version === 0 ? { attr: "version", exists: false } : { attr: "version", eq: version } })
          .send(),
      );
      return after;
    });
  return {
    keepRecord: (
      { schoolYear, ...key }: SchoolYear & { readonly guardianId: string },
      record: SchoolRecord,
      version: number,
    ) =>
      unlessNewer(
        ContactItem.build(UpdateItemCommand)
          .item({ ...key, schoolYear, record: $set(record), recordVersion: version, ttl: keptUntil(schoolYear) })
          .options({
            condition: {
              or: [
                { attr: "recordVersion", exists: false },
                { attr: "recordVersion", lt: version },
              ],
            },
          })
          .send(),
      ),
    keepOwnWords: (
      { schoolYear, ...key }: SchoolYear & { readonly guardianId: string },
      own: OwnWords,
      version: number,
    ) =>
      unlessNewer(
        ContactItem.build(UpdateItemCommand)
          .item({ ...key, schoolYear, own: $set(own), ownVersion: version, ttl: keptUntil(schoolYear) })
          .options({
            condition: {
              or: [
                { attr: "ownVersion", exists: false },
                { attr: "ownVersion", lt: version },
              ],
            },
          })
          .send(),
      ),
    /** How each of them is reached, in the order asked; somebody nobody ever spoke of is reached by no way. 1 RRU each, 50 a round trip. */
    reachOf: async (school: SchoolYear, guardianIds: readonly string[]): Promise<readonly Reach[]> => {
      const { schoolId, schoolYear } = school;
      const asked = [...new Set(guardianIds)];
      const found = await getAll<{ record?: SchoolRecord; own?: OwnWords } & Partial<Settled>>(
        table,
        asked.flatMap((guardianId) => [
          ContactItem.build(BatchGetRequest).key({ schoolId, schoolYear, guardianId }),
          ReachItem.build(BatchGetRequest).key({ guardianId }),
        ]),
      );
      return guardianIds.map((guardianId) => {
        const index = asked.indexOf(guardianId);
        const [contact, settled] = [found[2 * index], found[2 * index + 1]];
        return {
          contact: contactOf(contact?.record, contact?.own),
          devices: settled?.devices ?? [],
          preferences: settled?.preferences ?? usualPreferences,
        };
      });
    },
    settledBy: async (guardianId: string): Promise<Settled> => settledBy(guardianId),
    /** Changes what somebody settled; two changes at once both count. 1 RRU and 1 WRU. */
    settle,
    forgetDevice: async (guardianId: string, deviceId: string, now: Date): Promise<void> => {
      const without = ({ devices, ...others }: Settled) => ({
        ...others,
        devices: devices.filter((device) => device.deviceId !== deviceId),
      });
      await settle(guardianId, without, now);
    },
    /**
     * Forgets how somebody was reached in a school, unless the school spoke of them after `at`, and what they settled: their telephone
     * says it again when it is next opened. 2 WRU.
     */
    erase: async (
      { schoolId, schoolYear, guardianId }: SchoolYear & { readonly guardianId: string },
      at: Date,
    ): Promise<void> => {
      const forgotten = await unlessNewer(
        ContactItem.build(DeleteItemCommand)
          .key({ schoolId, schoolYear, guardianId })
          .options({
            condition: {
              or: [
                { attr: "recordVersion", exists: false },
                { attr: "recordVersion", lte: at.getTime() },
              ],
            },
          })
          .send(),
      );
      if (forgotten) await ReachItem.build(DeleteItemCommand).key({ guardianId }).send();
    },
  };
};

export type ContactStore = ReturnType<typeof openContactStore>;
