import { GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { documentClient } from "@preau/store/client";
import { LostRace, orLostRace } from "@preau/store/lost-race";
import type { RegisteredClient, SchoolChoice } from "../registered-client.ts";
import { itemKey } from "./item-key.ts";

export type RegisteredClients = ReturnType<typeof openRegisteredClients>;

const unlessNewer = (write: Promise<unknown>): Promise<void> =>
  orLostRace(write).then(
    () => {},
    (error) => {
      if (!(error instanceof LostRace)) throw error;
    },
  );

/** What a partner was told: attributes by name, and the schools they came from. */
export interface Told {
  readonly attributes: readonly string[];
  readonly schoolIds: readonly string[];
}

/** Long enough for the stream to be read, and read again after a fault. */
const ENTRY_SECONDS = 7 * 86_400;

/** Opens the partners' clients: one partition each, what the registry says and what schools decided. */
export const openRegisteredClients = (TableName: string, now: () => number) => ({
  /** The client, unless it is out of use. */
  find: async (clientId: string): Promise<RegisteredClient | undefined> => {
    const { Item } = await documentClient.send(new GetCommand({ TableName, Key: itemKey.client(clientId) }));
    if (Item?.registration === undefined || Item.terms.state === "disabled") return undefined;
    const { name, terms, registration, salt } = Item;
    return { clientId, name, terms, registration, salt };
  },

  /** Records what the registry says, unless it has said something newer. The first salt stays for ever. */
  keep: (client: Omit<RegisteredClient, "registration"> & Partial<RegisteredClient>, version: number): Promise<void> =>
    unlessNewer(
      documentClient.send(
        new UpdateCommand({
          TableName,
          Key: itemKey.client(client.clientId),
          UpdateExpression: `SET version = :version, #name = :name, terms = :terms, salt = if_not_exists(salt, :salt)${
            client.registration ? ", registration = :registration" : " REMOVE registration"
          }`,
          ConditionExpression: "attribute_not_exists(version) OR version < :version",
          ExpressionAttributeNames: { "#name": "name" },
          ExpressionAttributeValues: {
            ":version": version,
            ":name": client.name,
            ":terms": client.terms,
            ":salt": client.salt,
            ...(client.registration && { ":registration": client.registration }),
          },
        }),
      ),
    ),

  /** Records a school's decision, unless a newer one is known. */
  keepChoice: (clientId: string, schoolId: string, choice: SchoolChoice, version: number): Promise<void> =>
    unlessNewer(
      documentClient.send(
        new PutCommand({
          TableName,
          Item: { ...itemKey.clientChoice(clientId, schoolId), choice, version },
          ConditionExpression: "attribute_not_exists(version) OR version < :version",
          ExpressionAttributeValues: { ":version": version },
        }),
      ),
    ),

  /** Notes what a partner was told of an account; the stream carries it on. */
  noteEntry: async (
    accountId: string,
    { clientId, name }: Pick<RegisteredClient, "clientId" | "name">,
    told: Told,
  ): Promise<void> => {
    const at = new Date(now() * 1000).toISOString();
    const Item = {
      ...itemKey.entry(accountId, at, clientId),
      _et: "entry",
      accountId,
      serviceId: clientId,
      name,
      at,
      ...told,
    };
    await documentClient.send(new PutCommand({ TableName, Item: { ...Item, ttl: now() + ENTRY_SECONDS } }));
  },

  choice: async (clientId: string, schoolId: string): Promise<SchoolChoice | undefined> => {
    const { Item } = await documentClient.send(
      new GetCommand({ TableName, Key: itemKey.clientChoice(clientId, schoolId) }),
    );
    return Item?.choice;
  },
});
