import { BatchWriteCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { documentClient } from "@preau/store/client";
import type { Pointer } from "../federation/pointer.ts";
import { itemKey } from "./item-key.ts";

export type Links = ReturnType<typeof openLinks>;

/** A batch takes twenty-five. */
const AT_ONCE = 25;

/** Nobody has more homonyms of a join id than this; a page of candidates must stay short. */
const MOST = 20;

/** Opens the pointers from other systems' names to accounts. */
export const openLinks = (TableName: string) => ({
  /** Keeps pointers; keeping one again changes nothing, in whatever order. 1 WRU each. */
  keep: async (pointers: readonly Pointer[]): Promise<void> => {
    const items = new Map(
      pointers.map(({ by, schoolId, personId, accountId }) => {
        const key = itemKey.link(by, schoolId, personId);
        return [`${key.pk} ${key.sk}`, { ...key, accountId }];
      }),
    );
    let waiting = [...items.values()].map((Item) => ({ PutRequest: { Item: { ...Item } as Record<string, unknown> } }));
    for (let refused = 0; waiting.length > 0; ) {
      const { UnprocessedItems } = await documentClient.send(
        new BatchWriteCommand({ RequestItems: { [TableName]: waiting.slice(0, AT_ONCE) } }),
      );
      const left = (UnprocessedItems?.[TableName] ?? []) as typeof waiting;
      if (left.length > 0 && ++refused > 3) throw new Error("the table takes no more pointers");
      waiting = [...left, ...waiting.slice(AT_ONCE)];
    }
  },

  /** The accounts a digest leads to; ask each whether it is still so. 0.5 RRU. */
  accountsBy: async (by: string): Promise<readonly string[]> => {
    const { Items = [] } = await documentClient.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": itemKey.link(by, "", "").pk },
        Limit: MOST,
      }),
    );
    return [...new Set(Items.map(({ accountId }) => accountId as string))];
  },
});
