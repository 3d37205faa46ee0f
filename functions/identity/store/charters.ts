import { PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { documentClient } from "@preau/store/client";
import { orLostRace } from "@preau/store/lost-race";
import type { Charter } from "../activation/charter.ts";
import { itemKey } from "./item-key.ts";

export type Charters = ReturnType<typeof openCharters>;

/** Opens the charters: every version is kept, for people accepted that one. */
export const openCharters = (TableName: string) => ({
  /** The version in force in a place (a school or `territory`); none when it never wrote one. */
  find: async (place: string): Promise<Charter | undefined> => {
    const { Items = [] } = await documentClient.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": itemKey.charter(place, 0).pk },
        ScanIndexForward: false,
        Limit: 1,
      }),
    );
    const [item] = Items;
    return item && { place, version: item.version, text: item.text, at: item.at };
  },

  /** Adds a version; `LostRace` when somebody wrote it first. */
  add: async ({ place, version, text, at }: Charter): Promise<void> => {
    await orLostRace(
      documentClient.send(
        new PutCommand({
          TableName,
          Item: { ...itemKey.charter(place, version), version, text, at },
          ConditionExpression: "attribute_not_exists(pk)",
        }),
      ),
    );
  },
});
