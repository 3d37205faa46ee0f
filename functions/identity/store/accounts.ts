import { BatchGetCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { documentClient } from "@preau/store/client";
import { LostRace, orLostRace } from "@preau/store/lost-race";
import { type Account, type AccountFacts, type Attachment, union } from "../account.ts";
import { itemKey } from "./item-key.ts";

export type Accounts = ReturnType<typeof openAccounts>;

/** What the account's own item holds besides its key. */
interface AccountItem extends AccountFacts {
  /** The account it was merged into: whoever signs in to this one signs in to that one. */
  readonly mergedInto?: string;
  /** The accounts merged into this one. */
  readonly merged?: ReadonlySet<string>;
}

const FACTS = ["login", "signedOutAt", "mail", "charters", "merged", "mergedInto"] as const;

/** Opens the accounts: one partition each, the account and what every school says of its person. */
export const openAccounts = (TableName: string) => {
  const read = async (accountId: string) => {
    const { Items = [] } = await documentClient.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "pk = :pk AND sk < :end",
        ExpressionAttributeValues: { ":pk": itemKey.account(accountId).pk, ":end": "AU" },
      }),
    );
    const item = Items.find((one) => one.sk === "ACCOUNT");
    if (item === undefined) return undefined;
    const attachments = Items.filter(({ sk }) => sk.startsWith("AT#")).map(
      ({ pk: _, sk: __, ...one }) => one as Attachment,
    );
    const known = FACTS.filter((name) => item[name] !== undefined).map((name) => [name, item[name]]);
    return { facts: Object.fromEntries(known) as AccountItem, attachments };
  };

  /** An account as it stands alone, with those merged into it; each costs a query of its own. */
  const gather = async (accountId: string, found = read(accountId)): Promise<Account | undefined> => {
    const one = await found;
    if (one === undefined) return undefined;
    const { merged = new Set<string>(), mergedInto: _, ...facts } = one.facts;
    const others = await Promise.all([...merged].map((other) => gather(other)));
    return union({ accountId, ...facts, attachments: one.attachments }, others);
  };

  /**
   * The account with all its attachments, in one query; undefined when there is none. Asked for an account that was
   * merged into another, gives that other one: look at its `accountId`. When that other one was erased, it stands alone again.
   */
  const find = async (accountId: string): Promise<Account | undefined> => {
    const found = read(accountId);
    const into = (await found)?.facts.mergedInto;
    return (into !== undefined && (await find(into))) || gather(accountId, found);
  };

  return {
    find,

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
    /** Notes what the person accepted or proved: a mailbox, a charter. */
    note: async (accountId: string, name: "mail" | "charters", value: unknown): Promise<void> => {
      await documentClient.send(
        new UpdateCommand({
          TableName,
          Key: itemKey.account(accountId),
          UpdateExpression: "SET #name = :value",
          ConditionExpression: "attribute_exists(pk)",
          ExpressionAttributeNames: { "#name": name },
          ExpressionAttributeValues: { ":value": value },
        }),
      );
    },
  };
};
