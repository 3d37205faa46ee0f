import { commit, decodeCursor, encodeCursor, type OpenTable, schoolKey, unlessNewer, type Write } from "@preau/store";
import { getAll } from "@preau/store/batches";
import { BatchGetRequest } from "dynamodb-toolbox/entity/actions/batchGet";
import { EntityFormatter } from "dynamodb-toolbox/entity/actions/format";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import { keptUntil } from "../kept-until.ts";
import { deliveryEntity, deliveryPartition, messageEntity, progressEntity } from "./entities.ts";
import type { Counts, Delivery, KeptMessage, MessageKey, SchoolYear } from "./message.ts";

interface Paged {
  readonly limit: number;
  readonly cursor?: string | undefined;
}
type OfClass = MessageKey & { readonly audienceId: string };

/** What a school sent, and how far it went. */
export const openMessageStore = (table: OpenTable) => {
  const MessageItem = messageEntity(table);
  const DeliveryItem = deliveryEntity(table);
  const ProgressItem = progressEntity(table);
  const unpacked = ({
    message,
    ...key
  }: MessageKey & { message: Omit<KeptMessage, keyof MessageKey> }): KeptMessage => ({
    ...message,
    schoolId: key.schoolId,
    schoolYear: key.schoolYear,
    messageId: key.messageId,
  });
  return {
    /** 2 WRU a KB of text, with the reply it is answered by. */
    order: ({ schoolId, schoolYear, messageId, ...message }: KeptMessage, remembered: Write): Promise<void> =>
      commit(
        MessageItem.build(PutTransaction)
          .item({ schoolId, schoolYear, messageId, message, ttl: keptUntil(schoolYear) })
          .options({ condition: { attr: "messageId", exists: false } }),
        remembered,
      ),
    find: async ({ schoolId, schoolYear, messageId }: MessageKey): Promise<KeptMessage | undefined> => {
      const { Item } = await MessageItem.build(GetItemCommand).key({ schoolId, schoolYear, messageId }).send();
      return Item && unpacked(Item);
    },
    /** The latest first. */
    sentBy: async ({ schoolId, schoolYear }: SchoolYear, { limit, cursor }: Paged) => {
      const before = decodeCursor(cursor);
      const partition = schoolKey(schoolId, schoolYear, "MESSAGES", "SENT");
      const { Items = [], LastEvaluatedKey } = await table
        .build(QueryCommand)
        .entities(MessageItem)
        .query({ partition, range: { beginsWith: "MESSAGE#" } })
        .options({
          reverse: true,
          limit,
          ...(before !== undefined && { exclusiveStartKey: { pk: partition, sk: before } }),
        })
        .send();
      return { items: Items.map(unpacked), cursor: encodeCursor(LastEvaluatedKey?.sk as string | undefined) };
    },
    /** Everybody of a class or a group whom the message reached, or not: 0.5 RRU for ten. */
    deliveriesOf: async (key: OfClass, { consistent = false } = {}): Promise<readonly Delivery[]> => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(DeliveryItem)
        .query({ partition: deliveryPartition(key), range: { beginsWith: "TO#" } })
        .options({ consistent, maxPages: 10 })
        .send();
      return Items as unknown as readonly Delivery[];
    },
    /** Writes a delivery over the version before it, or over nothing; false when somebody else was quicker. 1 WRU. */
    keep: (delivery: Delivery): Promise<boolean> => {
      const { version, schoolYear } = delivery;
      return unlessNewer(
        DeliveryItem.build(PutItemCommand)
          .item({ ...delivery, ttl: keptUntil(schoolYear) })
          .options({
            condition: version === 1 ? { attr: "version", exists: false } : { attr: "version", eq: version - 1 },
          })
          .send(),
      );
    },
    findDelivery: async (
      key: OfClass & { readonly pupilId: string; readonly guardianId: string },
    ): Promise<Delivery | undefined> => {
      const { Item } = await DeliveryItem.build(GetItemCommand).key(key).options({ consistent: true }).send();
      return Item as unknown as Delivery | undefined;
    },
    keepProgress: async (key: OfClass, counts: Counts): Promise<void> => {
      await ProgressItem.build(PutItemCommand)
        .item({ ...key, counts, ttl: keptUntil(key.schoolYear) })
        .send();
    },
    /** How far it went in each class; undefined where sending has not begun. 0.5 RRU a class. */
    progressOf: async (key: MessageKey, audienceIds: readonly string[]): Promise<readonly (Counts | undefined)[]> => {
      const found = await getAll<{ counts: Counts }>(
        table,
        audienceIds.map((audienceId) => ProgressItem.build(BatchGetRequest).key({ ...key, audienceId })),
      );
      return found.map((one) => one?.counts);
    },
    /** A message read back out of the stream. */
    readMessage: (image: Readonly<Record<string, unknown>>): KeptMessage =>
      unpacked(MessageItem.build(EntityFormatter).format(image)),
  };
};

export type MessageStore = ReturnType<typeof openMessageStore>;
