import { GetCommand, TransactWriteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { documentClient } from "@preau/store/client";
import type { Attachment } from "../account.ts";
import { type ItemKey, itemKey } from "./item-key.ts";

export interface Login {
  readonly accountId: string;
  /** Hash; absent until a first password is set. */
  readonly password?: string;
}

export type Logins = ReturnType<typeof openLogins>;

/** A new account: the login it is proposed under, and what the school says of its person. */
export interface Opening {
  readonly accountId: string;
  readonly login: string;
  readonly attachment?: Attachment;
}

/** What became of an opening. `untouched`: nothing stood in its way but another of the same call, or another writer. */
export type Outcome = "opened" | "login-taken" | "account-exists" | "untouched";

/** Openings in one call: three items each, and a transaction takes a hundred. */
export const OPENINGS_AT_ONCE = 33;

const itemsOf = ({ accountId, login, attachment }: Opening): readonly ItemKey[] => [
  { ...itemKey.account(accountId), login } as ItemKey,
  { ...itemKey.login(login), accountId } as ItemKey,
  ...(attachment
    ? [{ ...itemKey.attachment(accountId, attachment.schoolId, attachment.personId), ...attachment }]
    : []),
];

const outcomesOf = (error: unknown, openings: readonly Opening[]): readonly Outcome[] => {
  if (!(error instanceof Error) || error.name !== "TransactionCanceledException") throw error;
  const { CancellationReasons = [] } = error as { CancellationReasons?: readonly { Code?: string }[] };
  const failed = CancellationReasons.map(({ Code }) => Code === "ConditionalCheckFailed").values();
  return openings.map((opening) => {
    const [account, login, attachment] = itemsOf(opening).map(() => failed.next().value ?? false);
    if (account || attachment) return "account-exists";
    return login ? "login-taken" : "untouched";
  });
};

/** Opens the logins: what a person types, the account it leads to and the hash of its password. */
export const openLogins = (TableName: string) => ({
  /** The login; as of this instant when asked for (`consistent`, twice the price). */
  find: async (login: string, { consistent = false } = {}): Promise<Login | undefined> => {
    const { Item } = await documentClient.send(
      new GetCommand({ TableName, Key: itemKey.login(login), ConsistentRead: consistent }),
    );
    return Item === undefined
      ? undefined
      : { accountId: Item.accountId, ...(Item.password !== undefined && { password: Item.password }) };
  },

  /**
   * Opens accounts, each with its login and its first attachment: all of them or none, so that a login never leads nowhere
   * and no account has two. At most `OPENINGS_AT_ONCE`, no login twice; 2 WRU an item.
   */
  open: async (...openings: readonly Opening[]): Promise<readonly Outcome[]> => {
    const puts = openings
      .flatMap(itemsOf)
      .map((Item) => ({ Put: { TableName, Item, ConditionExpression: "attribute_not_exists(pk)" } }));
    try {
      await documentClient.send(new TransactWriteCommand({ TransactItems: puts }));
      return openings.map(() => "opened");
    } catch (error) {
      return outcomesOf(error, openings);
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

  /** Takes the password away; whatever is typed is wrong until a new one is set. */
  withdrawPassword: async (login: string): Promise<void> => {
    await documentClient.send(
      new UpdateCommand({
        TableName,
        Key: itemKey.login(login),
        UpdateExpression: "REMOVE password",
        ConditionExpression: "attribute_exists(pk)",
      }),
    );
  },
});
