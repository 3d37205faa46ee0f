import { GetCommand, TransactWriteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { documentClient } from "@preau/store/client";
import { itemKey } from "./item-key.ts";

export interface Login {
  readonly accountId: string;
  /** Hash; absent until a first password is set. */
  readonly password?: string;
}

export type Logins = ReturnType<typeof openLogins>;

/** What became of a login proposed for a new account. */
export type Opening = "opened" | "login-taken" | "account-exists";

const lostPositions = (error: unknown): readonly boolean[] => {
  if (!(error instanceof Error) || error.name !== "TransactionCanceledException") throw error;
  const { CancellationReasons = [] } = error as { CancellationReasons?: readonly { Code?: string }[] };
  if (CancellationReasons.some(({ Code }) => Code !== "None" && Code !== "ConditionalCheckFailed")) throw error;
  return CancellationReasons.map(({ Code }) => Code === "ConditionalCheckFailed");
};

/** Opens the logins: what a person types, the account it leads to and the hash of its password. */
export const openLogins = (TableName: string) => ({
  find: async (login: string): Promise<Login | undefined> => {
    const { Item } = await documentClient.send(new GetCommand({ TableName, Key: itemKey.login(login) }));
    return Item === undefined
      ? undefined
      : { accountId: Item.accountId, ...(Item.password !== undefined && { password: Item.password }) };
  },

  /** Opens an account under a login: both or neither, so that a login never leads nowhere and no account has two. 4 WRU. */
  open: async (login: string, accountId: string): Promise<Opening> => {
    const unlessPresent = { TableName, ConditionExpression: "attribute_not_exists(pk)" };
    const write = new TransactWriteCommand({
      TransactItems: [
        { Put: { ...unlessPresent, Item: { ...itemKey.account(accountId), login } } },
        { Put: { ...unlessPresent, Item: { ...itemKey.login(login), accountId } } },
      ],
    });
    try {
      await documentClient.send(write);
      return "opened";
    } catch (error) {
      return lostPositions(error)[0] ? "account-exists" : "login-taken";
    }
  },

  /** The rank of one more homonym: 2 for the first call, and never twice the same. */
  nextRank: async (login: string): Promise<number> => {
    const { Attributes } = await documentClient.send(
      new UpdateCommand({
        TableName,
        Key: itemKey.homonyms(login),
        UpdateExpression: "ADD homonyms :one",
        ExpressionAttributeValues: { ":one": 1 },
        ReturnValues: "UPDATED_NEW",
      }),
    );
    return 1 + Number(Attributes?.homonyms);
  },

  setPassword: async (login: string, password: string): Promise<void> => {
    await documentClient.send(
      new UpdateCommand({
        TableName,
        Key: itemKey.login(login),
        UpdateExpression: "SET password = :password",
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeValues: { ":password": password },
      }),
    );
  },
});
