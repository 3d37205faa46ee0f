import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { documentClient } from "@preau/store/client";
import { LostRace, orLostRace } from "@preau/store/lost-race";
import { itemKey } from "./item-key.ts";

/** A key we speak SAML with: signs requests, deciphers assertions. PEM texts. */
export interface ServiceKey {
  readonly privateKey: string;
  readonly certificate: string;
}

interface Stored {
  readonly version: number;
  readonly keys: readonly ServiceKey[];
}

/** A certificate is exchanged by hand with ministries: unlike the rings, these keys change only when somebody decides so. */
const read = async (TableName: string): Promise<Stored> => {
  const { Item } = await documentClient.send(
    new GetCommand({ TableName, Key: itemKey.ring("saml"), ConsistentRead: true }),
  );
  return { version: Item?.version ?? 0, keys: Item?.keys ?? [] };
};

/** Replaces the keys by what `change` makes of them; `LostRace` when somebody else did so meanwhile. */
export const changeServiceKeys = async (
  TableName: string,
  change: (keys: readonly ServiceKey[]) => Promise<readonly ServiceKey[]>,
): Promise<readonly ServiceKey[]> => {
  const { version, keys } = await read(TableName);
  const changed = await change(keys);
  await orLostRace(
    documentClient.send(
      new PutCommand({
        TableName,
        Item: { ...itemKey.ring("saml"), version: version + 1, keys: changed },
        ConditionExpression: "attribute_not_exists(pk) OR version = :seen",
        ExpressionAttributeValues: { ":seen": version },
      }),
    ),
  );
  return changed;
};

/** The keys, the one that signs first; the first function to find none makes one. */
export const loadServiceKeys = async (
  TableName: string,
  make: () => Promise<ServiceKey>,
): Promise<readonly ServiceKey[]> => {
  const { keys } = await read(TableName);
  if (keys.length > 0) return keys;
  try {
    return await changeServiceKeys(TableName, async () => [await make()]);
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    return (await read(TableName)).keys;
  }
};
