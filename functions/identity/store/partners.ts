import { DeleteCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { documentClient } from "@preau/store/client";
import type { OidcPartner, Partners, SamlPartner, Source } from "../federation/sources.ts";
import { itemKey } from "./item-key.ts";

/** Opens what the cell knows of the federations. One partition: it is read once a minute by each warm function. */
export const openPartners = (TableName: string) => ({
  all: async (): Promise<Partners> => {
    const { Items = [] } = await documentClient.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": itemKey.federation("").pk },
      }),
    );
    return Object.fromEntries(Items.map(({ pk: _, sk, ...partner }) => [sk, partner]));
  },

  set: async (source: Source, partner: SamlPartner | OidcPartner): Promise<void> => {
    await documentClient.send(new PutCommand({ TableName, Item: { ...itemKey.federation(source), ...partner } }));
  },

  remove: async (source: Source): Promise<void> => {
    await documentClient.send(new DeleteCommand({ TableName, Key: itemKey.federation(source) }));
  },
});

/** How long a warm function may go on with what it read, in seconds. */
const REREAD_AFTER = 60;

/** The federations as they were at most a minute ago. */
export const partnersOf = (table: string, now: () => number): (() => Promise<Partners>) => {
  let loaded: { readonly at: number; readonly partners: Promise<Partners> } | undefined;
  return () => {
    if (loaded === undefined || now() - loaded.at >= REREAD_AFTER) {
      const partners = openPartners(table).all();
      loaded = { at: now(), partners };
      partners.catch(() => {
        loaded = undefined;
      });
    }
    return loaded.partners;
  };
};
