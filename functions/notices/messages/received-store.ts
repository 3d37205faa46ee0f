import { decodeCursor, encodeCursor, type OpenTable, schoolKey, unlessNewer } from "@preau/store";
import { writeAll } from "@preau/store/batches";
import { BatchDeleteRequest } from "dynamodb-toolbox/entity/actions/batchDelete";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { UpdateItemCommand } from "dynamodb-toolbox/entity/actions/update";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import { keptUntil } from "../kept-until.ts";
import { deliveryEntity, receivedEntity } from "./entities.ts";
import type { Received, SchoolYear } from "./message.ts";

interface Guardian extends SchoolYear {
  readonly guardianId: string;
}
type ReceivedKey = Guardian & { readonly messageId: string; readonly pupilId: string };
type Item = ReceivedKey & {
  readonly received: Omit<Received, keyof ReceivedKey | "readAt">;
  readonly readAt?: string | undefined;
};

const unpacked = ({ schoolId, schoolYear, guardianId, messageId, pupilId, received, readAt }: Item): Received => ({
  ...received,
  schoolId,
  schoolYear,
  guardianId,
  messageId,
  pupilId,
  readAt,
});

/** Messages as guardians read them, in their own partitions. */
export const openReceivedStore = (table: OpenTable) => {
  const ReceivedItem = receivedEntity(table);
  const DeliveryItem = deliveryEntity(table);
  const all = async (guardian: Guardian): Promise<readonly Received[]> => {
    const { schoolId, schoolYear, guardianId } = guardian;
    const { Items = [] } = await table
      .build(QueryCommand)
      .entities(ReceivedItem)
      .query({ partition: schoolKey(schoolId, schoolYear, "PERSON", guardianId), range: { beginsWith: "MESSAGE#" } })
      .options({ maxPages: Number.POSITIVE_INFINITY })
      .send();
    return Items.map(unpacked);
  };
  return {
    /** Written once: what was told to a family is never rewritten. 1 WRU a KB. */
    hand: ({
      schoolId,
      schoolYear,
      guardianId,
      messageId,
      pupilId,
      readAt: _,
      ...received
    }: Received): Promise<boolean> =>
      unlessNewer(
        ReceivedItem.build(PutItemCommand)
          .item({ schoolId, schoolYear, guardianId, messageId, pupilId, received, ttl: keptUntil(schoolYear) })
          .options({ condition: { attr: "messageId", exists: false } })
          .send(),
      ),
    find: async (key: ReceivedKey): Promise<Received | undefined> => {
      const { Item: found } = await ReceivedItem.build(GetItemCommand).key(key).options({ consistent: true }).send();
      return found && unpacked(found);
    },
    /** The latest first: 0.5 RRU for five. */
    receivedBy: async (
      { schoolId, schoolYear, guardianId }: Guardian,
      { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
    ) => {
      const before = decodeCursor(cursor);
      const partition = schoolKey(schoolId, schoolYear, "PERSON", guardianId);
      const { Items = [], LastEvaluatedKey } = await table
        .build(QueryCommand)
        .entities(ReceivedItem)
        .query({ partition, range: { beginsWith: "MESSAGE#" } })
        .options({
          reverse: true,
          limit,
          ...(before !== undefined && { exclusiveStartKey: { pk: partition, sk: before } }),
        })
        .send();
      return { items: Items.map(unpacked), cursor: encodeCursor(LastEvaluatedKey?.sk as string | undefined) };
    },
    /** The first reading counts: 1 WRU here, 1 where the school looks. */
    markRead: async (received: Received, readAt: string): Promise<void> => {
      const { schoolId, schoolYear, guardianId, messageId, pupilId, audienceId } = received;
      const key = { schoolId, schoolYear, guardianId, messageId, pupilId };
      const unread = { condition: { attr: "readAt" as const, exists: false as const } };
      await unlessNewer(
        ReceivedItem.build(UpdateItemCommand)
          .item({ ...key, readAt })
          .options(unread)
          .send(),
      );
      const delivery = { ...key, audienceId, readAt };
      const known = {
        condition: {
          and: [
            { attr: "version" as const, exists: true as const },
            { attr: "readAt" as const, exists: false as const },
          ],
        },
      };
      await unlessNewer(DeliveryItem.build(UpdateItemCommand).item(delivery).options(known).send());
    },
    all,
    /** With where they stand on the school's side. 1 WRU an item. */
    erase: (some: readonly Received[]): Promise<void> =>
      writeAll(
        table,
        some.flatMap(({ schoolId, schoolYear, guardianId, messageId, pupilId, audienceId }) => {
          const key = { schoolId, schoolYear, guardianId, messageId, pupilId };
          return [
            ReceivedItem.build(BatchDeleteRequest).key(key),
            DeliveryItem.build(BatchDeleteRequest).key({ ...key, audienceId }),
          ];
        }),
      ),
  };
};

export type ReceivedStore = ReturnType<typeof openReceivedStore>;
