import { DeleteCommand, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { documentClient } from "@preau/store/client";
import { orLostRace } from "@preau/store/lost-race";
import { itemKey } from "./item-key.ts";

/** What the protocol keeps of a token, a code, a session or a pending sign-in. `consumed` is the epoch second of its first use. */
export type RecordPayload = Readonly<Record<string, unknown>>;

export type Records = ReturnType<typeof openRecords>;

const withoutId = ({ jti: _, consumed: __, ...payload }: RecordPayload): RecordPayload => payload;

/** Opens what the protocol keeps. Reads are consistent: a code is exchanged milliseconds after it was written. `now` is in epoch seconds. */
export const openRecords = (TableName: string, now: () => number) => ({
  /** The record, unless its time is over: DynamoDB deletes late, so the reader checks. */
  find: async (model: string, id: string): Promise<RecordPayload | undefined> => {
    const { Item } = await documentClient.send(
      new GetCommand({ TableName, Key: itemKey.record(model, id), ConsistentRead: true }),
    );
    if (Item === undefined || Item.ttl <= now()) return undefined;
    return { ...Item.payload, jti: id, ...(Item.usedAt !== undefined && { consumed: Item.usedAt }) };
  },

  /** Writes the record, to live `seconds` from now. */
  save: async (model: string, id: string, payload: RecordPayload, seconds: number): Promise<void> => {
    await documentClient.send(
      new UpdateCommand({
        TableName,
        Key: itemKey.record(model, id),
        UpdateExpression: "SET payload = :payload, #ttl = :ttl",
        ExpressionAttributeNames: { "#ttl": "ttl" },
        ExpressionAttributeValues: { ":payload": withoutId(payload), ":ttl": now() + Math.ceil(seconds) },
      }),
    );
  },

  /** Rewrites a record that still exists, its end unchanged; `LostRace` when it was destroyed meanwhile. */
  amend: async (model: string, id: string, payload: RecordPayload): Promise<void> => {
    await orLostRace(
      documentClient.send(
        new UpdateCommand({
          TableName,
          Key: itemKey.record(model, id),
          UpdateExpression: "SET payload = :payload",
          ConditionExpression: "attribute_exists(pk)",
          ExpressionAttributeValues: { ":payload": withoutId(payload) },
        }),
      ),
    );
  },

  /** Marks the first use. `LostRace` when it was already used or destroyed. */
  consume: async (model: string, id: string): Promise<void> => {
    await orLostRace(
      documentClient.send(
        new UpdateCommand({
          TableName,
          Key: itemKey.record(model, id),
          UpdateExpression: "SET usedAt = :now",
          ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(usedAt)",
          ExpressionAttributeValues: { ":now": now() },
        }),
      ),
    );
  },

  destroy: async (model: string, id: string): Promise<void> => {
    await documentClient.send(new DeleteCommand({ TableName, Key: itemKey.record(model, id) }));
  },
});
