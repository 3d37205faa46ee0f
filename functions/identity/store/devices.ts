import { DeleteCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { digest } from "@preau/contract/derive-id";
import { documentClient } from "@preau/store/client";
import { LostRace, orLostRace } from "@preau/store/lost-race";
import { itemKey } from "./item-key.ts";

/** A sign-in that lasts: a grant, and the application and machine it was given to. Instants are epoch seconds. */
export interface Device {
  readonly deviceId: string;
  readonly grantId: string;
  readonly clientId: string;
  readonly clientName?: string;
  readonly system?: string;
  readonly browser?: string;
  readonly since: number;
  /** Within a day: noted at the first refresh of each. */
  readonly lastUsedAt: number;
}

export type Devices = ReturnType<typeof openDevices>;

const DAY = 86_400;

/** A sign-in dies ninety days after its last use, and that is known within a day. */
const KEPT_SECONDS = 91 * DAY;

/** The device of a grant, under an id that gives nothing away. */
export const deviceIdOf = (grantId: string): string => `dev_${digest(13, "device", grantId)}`;

/** Whether the day has changed since the last use: then, and only then, it is worth a write. */
export const isAnotherDay = (lastUsedAt: number, now: number): boolean =>
  Math.floor(lastUsedAt / DAY) !== Math.floor(now / DAY);

/** Opens the devices of accounts, in the partition of each. `now` is in epoch seconds. */
export const openDevices = (TableName: string, now: () => number) => {
  const keyOf = (accountId: string, deviceId: string) => ({
    pk: itemKey.account(accountId).pk,
    sk: `DEVICE#${deviceId}`,
  });
  return {
    /** Notes a new sign-in. 1 WRU. */
    add: async (
      accountId: string,
      { grantId, ...rest }: Omit<Device, "deviceId" | "since" | "lastUsedAt">,
    ): Promise<void> => {
      const times = { since: now(), lastUsedAt: now(), ttl: now() + KEPT_SECONDS };
      const Item = { ...keyOf(accountId, deviceIdOf(grantId)), ...rest, grantId, ...times };
      await documentClient.send(new PutCommand({ TableName, Item }));
    },

    /** Notes that it was used today. A device that is no longer listed is not listed again. 1 WRU a day. */
    touch: async (accountId: string, grantId: string): Promise<void> => {
      const touched = documentClient.send(
        new UpdateCommand({
          TableName,
          Key: keyOf(accountId, deviceIdOf(grantId)),
          UpdateExpression: "SET lastUsedAt = :now, #ttl = :ttl",
          ConditionExpression: "attribute_exists(pk)",
          ExpressionAttributeNames: { "#ttl": "ttl" },
          ExpressionAttributeValues: { ":now": now(), ":ttl": now() + KEPT_SECONDS },
        }),
      );
      await orLostRace(touched).catch((error) => {
        if (!(error instanceof LostRace)) throw error;
      });
    },

    remove: async (accountId: string, deviceId: string): Promise<void> => {
      await documentClient.send(new DeleteCommand({ TableName, Key: keyOf(accountId, deviceId) }));
    },

    /** The account's devices, those of sign-ins that ended since included. One query: 0.5 RRU for some twenty of them. */
    list: async (accountId: string): Promise<readonly Device[]> => {
      const { Items = [] } = await documentClient.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: "pk = :pk AND begins_with(sk, :devices)",
          ExpressionAttributeValues: { ":pk": itemKey.account(accountId).pk, ":devices": "DEVICE#" },
        }),
      );
      return Items.filter(({ ttl }) => ttl > now()).map(
        ({ pk: _, sk, ttl: __, ...rest }) => ({ ...rest, deviceId: sk.slice("DEVICE#".length) }) as Device,
      );
    },
  };
};
