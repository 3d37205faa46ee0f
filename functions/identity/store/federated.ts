import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { documentClient } from "@preau/store/client";
import { itemKey } from "./item-key.ts";

/** Opens the accounts that people of a federation chose, or proved to be theirs. */
export const openFederated = (TableName: string) => ({
  accountOf: async (source: string, subject: string): Promise<string | undefined> => {
    const { Item } = await documentClient.send(
      new GetCommand({ TableName, Key: itemKey.federated(source, subject), ConsistentRead: true }),
    );
    return Item?.accountId;
  },

  remember: async (source: string, subject: string, accountId: string): Promise<void> => {
    await documentClient.send(
      new PutCommand({ TableName, Item: { ...itemKey.federated(source, subject), source, accountId } }),
    );
  },
});

export type Federated = ReturnType<typeof openFederated>;
