import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { documentClient } from "@preau/store/client";
import { LostRace, orLostRace } from "@preau/store/lost-race";
import { acceptedKeys, needsKey, type RingKey } from "../key-ring.ts";
import { itemKey } from "./item-key.ts";

interface Ring {
  readonly version: number;
  readonly keys: readonly RingKey[];
}

const read = async (TableName: string, name: string): Promise<Ring> => {
  const { Item } = await documentClient.send(
    new GetCommand({ TableName, Key: itemKey.ring(name), ConsistentRead: true }),
  );
  return { version: Item?.version ?? 0, keys: Item?.keys ?? [] };
};

const write = (TableName: string, name: string, { version, keys }: Ring, seen: number): Promise<unknown> =>
  orLostRace(
    documentClient.send(
      new PutCommand({
        TableName,
        Item: { ...itemKey.ring(name), version, keys },
        ConditionExpression: "attribute_not_exists(pk) OR version = :seen",
        ExpressionAttributeValues: { ":seen": seen },
      }),
    ),
  );

/**
 * The values of the keys of a ring accepted at `now` (epoch seconds), the signing one first. The first function to find
 * the ring empty or old adds a key made by `makeValue`; when two find it so, the one that comes second takes the other's key.
 */
export const loadRing = async (
  TableName: string,
  name: string,
  makeValue: () => Promise<string>,
  now: number,
): Promise<readonly string[]> => {
  const ring = await read(TableName, name);
  if (!needsKey(ring.keys, now)) return acceptedKeys(ring.keys, now).map((key) => key.value);
  const keys = [...acceptedKeys(ring.keys, now), { createdAt: now, value: await makeValue() }];
  try {
    await write(TableName, name, { version: ring.version + 1, keys }, ring.version);
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    return acceptedKeys((await read(TableName, name)).keys, now).map((key) => key.value);
  }
  return acceptedKeys(keys, now).map((key) => key.value);
};
