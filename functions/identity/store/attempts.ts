import { GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { documentClient } from "@preau/store/client";
import { orLostRace } from "@preau/store/lost-race";
import { type Attempts, type Device, FORGOTTEN_AFTER } from "../attempts.ts";
import { type ItemKey, itemKey } from "./item-key.ts";

/** A device on which nobody signed in to the account for this long is new again. */
const DEVICE_REMEMBERED = 400 * 86_400;

/** The count that applies to this browser: its own if the account was used on it, else the one all new devices share. */
export interface Counter {
  readonly device: Device;
  readonly seen: Attempts | undefined;
}

export type AttemptCounters = ReturnType<typeof openAttempts>;

/** Opens the counts of wrong passwords, per login (known or not: the answer must not tell) and device. Instants are epoch seconds. */
export const openAttempts = (TableName: string) => {
  const read = async (Key: ItemKey): Promise<Attempts | undefined> => {
    const { Item } = await documentClient.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    return Item === undefined ? undefined : { failures: Item.failures, lastAt: Item.lastAt };
  };
  const keyOf = (login: string, deviceId: string, device: Device): ItemKey =>
    device === "known" ? itemKey.device(login, deviceId) : itemKey.attempts(login);

  return {
    find: async (login: string, deviceId: string): Promise<Counter> => {
      const [own, shared] = await Promise.all([read(itemKey.device(login, deviceId)), read(itemKey.attempts(login))]);
      return own === undefined ? { device: "new", seen: shared } : { device: "known", seen: own };
    },

    /** Counts a try before it is made; `LostRace` when another try on the same count came in between. */
    count: async (login: string, deviceId: string, { device, seen }: Counter, next: Attempts): Promise<void> => {
      const ttl = next.lastAt + (device === "known" ? DEVICE_REMEMBERED : FORGOTTEN_AFTER);
      await orLostRace(
        documentClient.send(
          new PutCommand({
            TableName,
            Item: { ...keyOf(login, deviceId, device), ...next, ttl },
            ConditionExpression: seen ? "failures = :failures AND lastAt = :lastAt" : "attribute_not_exists(pk)",
            ...(seen && { ExpressionAttributeValues: { ":failures": seen.failures, ":lastAt": seen.lastAt } }),
          }),
        ),
      );
    },

    /** After the right password: the device is known from now on, with nothing counted against it; the shared count forgets this try. */
    forgive: async (login: string, deviceId: string, { device }: Counter, now: number): Promise<void> => {
      const known = new PutCommand({
        TableName,
        Item: { ...itemKey.device(login, deviceId), failures: 0, lastAt: now, ttl: now + DEVICE_REMEMBERED },
      });
      const forget = new UpdateCommand({
        TableName,
        Key: itemKey.attempts(login),
        UpdateExpression: "ADD failures :less",
        ExpressionAttributeValues: { ":less": -1 },
      });
      await Promise.all([documentClient.send(known), ...(device === "new" ? [documentClient.send(forget)] : [])]);
    },
  };
};
