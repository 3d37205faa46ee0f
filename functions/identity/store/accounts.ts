import { BatchGetCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { documentClient } from "@preau/store/client";
import { LostRace, orLostRace } from "@preau/store/lost-race";
import type { Account, Attachment } from "../account.ts";
import { itemKey } from "./item-key.ts";

export type Accounts = ReturnType<typeof openAccounts>;

/** Opens the accounts: one partition each, the account and what every school says of its person. */
export const openAccounts = (TableName: string) => ({
  /** The account with all its attachments, in one query; undefined when there is none. */
  find: async (accountId: string): Promise<Account | undefined> => {
    const { Items = [] } = await documentClient.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": itemKey.account(accountId).pk },
      }),
    );
    const account = Items.find((item) => item.sk === "ACCOUNT");
    if (account === undefined) return undefined;
    const attachments = Items.filter((item) => item.sk !== "ACCOUNT").map(
      ({ pk: _, sk: __, ...one }) => one as Attachment,
    );
    const signedOutAt: number | undefined = account.signedOutAt;
    return { accountId, attachments, ...(signedOutAt !== undefined && { signedOutAt }) };
  },

  /** Which of the accounts (at most 100) exist already. */
  existing: async (accountIds: readonly string[]): Promise<ReadonlySet<string>> => {
    const found = new Set<string>();
    let keys = accountIds.map((accountId) => ({ ...itemKey.account(accountId) }) as Record<string, string>);
    for (let attempt = 0; keys.length > 0 && attempt < 3; attempt++) {
      const { Responses, UnprocessedKeys } = await documentClient.send(
        new BatchGetCommand({ RequestItems: { [TableName]: { Keys: keys, ProjectionExpression: "pk" } } }),
      );
      for (const item of Responses?.[TableName] ?? []) found.add(item.pk.slice("ACCOUNT#".length));
      keys = UnprocessedKeys?.[TableName]?.Keys ?? [];
    }
    return found;
  },

  /** Records what a school says, unless it has already said something newer: then nothing changes. */
  attach: async (accountId: string, attachment: Attachment): Promise<void> => {
    const write = documentClient.send(
      new PutCommand({
        TableName,
        Item: { ...itemKey.attachment(accountId, attachment.schoolId, attachment.personId), ...attachment },
        ConditionExpression: "attribute_not_exists(pk) OR version < :version",
        ExpressionAttributeValues: { ":version": attachment.version },
      }),
    );
    await orLostRace(write).catch((error) => {
      if (!(error instanceof LostRace)) throw error;
    });
  },

  /** Ends every sign-in that began before `instant` (epoch seconds). */
  signOut: async (accountId: string, instant: number): Promise<void> => {
    await documentClient.send(
      new UpdateCommand({
        TableName,
        Key: itemKey.account(accountId),
        UpdateExpression: "SET signedOutAt = :instant",
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeValues: { ":instant": instant },
      }),
    );
  },
});
