import { GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { documentClient } from "@preau/store/client";
import { LostRace, orLostRace } from "@preau/store/lost-race";
import { itemKey } from "./item-key.ts";

/** A class or a group, as the directory last told of it. */
export interface Roster {
  readonly audienceId: string;
  readonly label: string;
  readonly version: number;
  readonly pupils: readonly {
    readonly pupilId: string;
    readonly guardianIds: readonly string[];
  }[];
}

export type Finders = ReturnType<typeof openFinders>;

/** Opens what leads to people: their class, their work in a school, their mailbox. */
export const openFinders = (TableName: string) => ({
  /** Keeps a roster, unless a newer one is known. */
  keepRoster: async (schoolId: string, roster: Roster): Promise<void> => {
    const write = documentClient.send(
      new PutCommand({
        TableName,
        Item: { ...itemKey.roster(schoolId, roster.audienceId), ...roster },
        ConditionExpression: "attribute_not_exists(pk) OR version < :version",
        ExpressionAttributeValues: { ":version": roster.version },
      }),
    );
    await orLostRace(write).catch((error) => {
      if (!(error instanceof LostRace)) throw error;
    });
  },

  findRoster: async (schoolId: string, audienceId: string): Promise<Roster | undefined> => {
    const { Item } = await documentClient.send(
      new GetCommand({ TableName, Key: itemKey.roster(schoolId, audienceId) }),
    );
    return Item as Roster | undefined;
  },

  /** Remembers that somebody works in the school. Whoever left stays listed: look at what their account holds. */
  keepStaff: async (schoolId: string, personId: string): Promise<void> => {
    await documentClient.send(new PutCommand({ TableName, Item: itemKey.staff(schoolId, personId) }));
  },

  /** Everybody who works or worked in the school: a few hundred people of some 60 bytes. */
  findStaff: async (schoolId: string): Promise<readonly string[]> => {
    const { Items = [] } = await documentClient.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": itemKey.staff(schoolId, "").pk },
      }),
    );
    return Items.map(({ sk }) => sk);
  },

  /** Remembers whom a mailbox leads to. It may have changed hands since: look at what the account holds. */
  keepMail: async (mail: string, accountId: string): Promise<void> => {
    await documentClient.send(new PutCommand({ TableName, Item: itemKey.mail(mail, accountId) }));
  },

  /** The accounts a mailbox led to once: at most twenty, for a family has no more. */
  findByMail: async (mail: string): Promise<readonly string[]> => {
    const { Items = [] } = await documentClient.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": itemKey.mail(mail, "").pk },
        Limit: 20,
      }),
    );
    return Items.map(({ sk }) => sk);
  },
});
