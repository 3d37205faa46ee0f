import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { documentClient } from "@preau/store/client";
import { orLostRace } from "@preau/store/lost-race";
import { REFRESH_LIFE, type Spent } from "../refresh-grace.ts";
import { itemKey } from "./item-key.ts";
import type { RecordPayload } from "./records.ts";

/** A refresh token as kept. */
export interface RefreshRecord extends Spent {
  readonly payload: RecordPayload;
  /** Partition keys of the tokens issued in exchange since its last use or return. */
  readonly heirs: readonly string[];
}

export type RefreshRecords = ReturnType<typeof openRefreshRecords>;

const partitionOf = (token: string): string => itemKey.record("RefreshToken", token).pk;
const keyOf = (partition: string) => ({ pk: partition, sk: itemKey.record("RefreshToken", "").sk });

/** Opens what is kept of refresh tokens: their payload, their uses and their heirs. Reads are consistent; `now` is in epoch seconds. */
export const openRefreshRecords = (TableName: string, now: () => number) => {
  const read = async (partition: string) => {
    const { Item } = await documentClient.send(
      new GetCommand({ TableName, Key: keyOf(partition), ConsistentRead: true }),
    );
    return Item === undefined || Item.ttl <= now() ? undefined : Item;
  };
  const update = async (
    partition: string,
    UpdateExpression: string,
    ConditionExpression: string,
    ExpressionAttributeValues: Record<string, unknown>,
  ): Promise<void> => {
    await orLostRace(
      documentClient.send(
        new UpdateCommand({
          TableName,
          Key: keyOf(partition),
          UpdateExpression,
          ConditionExpression,
          ...(UpdateExpression.includes("#ttl") && { ExpressionAttributeNames: { "#ttl": "ttl" } }),
          ExpressionAttributeValues,
        }),
      ),
    );
  };

  /** A use prolongs the token's life: should its answer be lost, the phone has as long again to come back. */
  const used = () => ({ ":now": now(), ":ttl": now() + REFRESH_LIFE });

  return {
    /** The record, unless its time is over: DynamoDB deletes late, so the reader checks. */
    find: async (token: string): Promise<RefreshRecord | undefined> => {
      const item = await read(partitionOf(token));
      if (item === undefined) return undefined;
      const { payload, heirs = [], usedAt, replaced } = item;
      return { payload, heirs, ...(usedAt !== undefined && { usedAt }), ...(replaced && { replaced }) };
    },

    /** Whether one of the heirs has served. One consistent read each, on the rare path of a token that comes back. */
    anyServed: async (heirs: readonly string[]): Promise<boolean> =>
      (await Promise.all(heirs.map(read))).some((item) => item?.usedAt !== undefined),

    /** Notes the first use and its heir. `LostRace` when the token was used, replaced or destroyed before. */
    spend: (token: string, heir: string): Promise<void> =>
      update(
        partitionOf(token),
        "SET usedAt = :now, heirs = :heirs, #ttl = :ttl",
        "attribute_exists(pk) AND attribute_not_exists(usedAt) AND attribute_not_exists(replaced)",
        { ...used(), ":heirs": [partitionOf(heir)] },
      ),

    /** Adds the heir of a twin. `LostRace` when the token was replaced or destroyed. */
    share: (token: string, heir: string): Promise<void> =>
      update(
        partitionOf(token),
        "SET heirs = list_append(heirs, :heirs)",
        "attribute_exists(pk) AND attribute_not_exists(replaced)",
        { ":heirs": [partitionOf(heir)] },
      ),

    /** Begins anew from a token that came back as `seen`. `LostRace` when another request has just done it. */
    renew: (token: string, heir: string, seen: number): Promise<void> =>
      update(
        partitionOf(token),
        "SET usedAt = :now, heirs = :heirs, #ttl = :ttl",
        "attribute_exists(pk) AND usedAt = :seen AND attribute_not_exists(replaced)",
        { ...used(), ":heirs": [partitionOf(heir)], ":seen": seen },
      ),

    /** Gives up an heir that nobody received. `LostRace` when it has served, or is gone. */
    replace: (heir: string): Promise<void> =>
      update(heir, "SET replaced = :yes", "attribute_exists(pk) AND attribute_not_exists(usedAt)", { ":yes": true }),
  };
};
