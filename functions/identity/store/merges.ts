import { GetCommand, QueryCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { documentClient } from "@preau/store/client";
import { LostRace } from "@preau/store/lost-race";
import { itemKey } from "./item-key.ts";

/** That an account was joined to another; instants are epoch seconds. */
export interface KeptMerge {
  readonly mergeId: string;
  /** The account that was joined. */
  readonly other: string;
  readonly login: string;
  readonly name: string;
  readonly at: number;
  readonly undoneAt?: number;
}

export type Merges = ReturnType<typeof openMerges>;

type TransactItems = NonNullable<ConstructorParameters<typeof TransactWriteCommand>[0]["TransactItems"]>;

const together = async (TransactItems: TransactItems): Promise<void> => {
  try {
    await documentClient.send(new TransactWriteCommand({ TransactItems }));
  } catch (error) {
    if (error instanceof Error && error.name === "TransactionCanceledException") throw new LostRace();
    throw error;
  }
};

/**
 * Opens the merges. Nothing is copied: the joined account keeps its partition, where its schools go on speaking, and points to the
 * other; taking them apart removes the two pointers. A transaction of three items, 6 WRU, for one pointer must never be without the other.
 */
export const openMerges = (TableName: string) => ({
  /** `LostRace` when either account was joined meanwhile. */
  join: (accountId: string, merge: KeptMerge): Promise<void> =>
    together([
      {
        Update: {
          TableName,
          Key: itemKey.account(accountId),
          UpdateExpression: "ADD merged :others",
          ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(mergedInto)",
          ExpressionAttributeValues: { ":others": new Set([merge.other]) },
        },
      },
      {
        Update: {
          TableName,
          Key: itemKey.account(merge.other),
          UpdateExpression: "SET mergedInto = :root",
          ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(mergedInto)",
          ExpressionAttributeValues: { ":root": accountId },
        },
      },
      { Put: { TableName, Item: { ...itemKey.merge(accountId, merge.mergeId), ...merge } } },
    ]),

  /** `LostRace` when they were taken apart meanwhile. */
  part: (accountId: string, { mergeId, other }: KeptMerge, now: number): Promise<void> =>
    together([
      {
        Update: {
          TableName,
          Key: itemKey.account(accountId),
          UpdateExpression: "DELETE merged :others",
          ExpressionAttributeValues: { ":others": new Set([other]) },
        },
      },
      {
        Update: {
          TableName,
          Key: itemKey.account(other),
          UpdateExpression: "REMOVE mergedInto",
          ConditionExpression: "mergedInto = :root",
          ExpressionAttributeValues: { ":root": accountId },
        },
      },
      {
        Update: {
          TableName,
          Key: itemKey.merge(accountId, mergeId),
          UpdateExpression: "SET undoneAt = :now",
          ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(undoneAt)",
          ExpressionAttributeValues: { ":now": now },
        },
      },
    ]),

  find: async (accountId: string, mergeId: string): Promise<KeptMerge | undefined> => {
    const { Item } = await documentClient.send(
      new GetCommand({ TableName, Key: itemKey.merge(accountId, mergeId), ConsistentRead: true }),
    );
    return Item as KeptMerge | undefined;
  },

  /** What was ever joined to the account: a handful. */
  list: async (accountId: string): Promise<readonly KeptMerge[]> => {
    const { pk, sk } = itemKey.merge(accountId, "");
    const { Items = [] } = await documentClient.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :sk)",
        ExpressionAttributeValues: { ":pk": pk, ":sk": sk },
        ConsistentRead: true,
      }),
    );
    return Items as KeptMerge[];
  },
});
