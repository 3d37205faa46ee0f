import type { OpenTable } from "@preau/store";
import { writeAll } from "@preau/store/batches";
import { BatchDeleteRequest } from "dynamodb-toolbox/entity/actions/batchDelete";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import { cardEntity, noticeEntity } from "./entities.ts";
import { FAMILY_RANGE, type Owner, partitionOf } from "./keys.ts";

interface Line {
  readonly pk: string;
  readonly sk: string;
  readonly version: number;
}

/** What the home screens hold of people: 0.5 RRU a family, 1 WRU an item deleted. */
export const openErasureStore = (table: OpenTable) => {
  const Card = cardEntity(table);
  const Notice = noticeEntity(table);
  return {
    /** The cards and notices in somebody's hands, each with the pupil it is about. */
    familyLines: async (owner: Owner): Promise<readonly (Line & { readonly pupilId: string })[]> => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(Card, Notice)
        .query({ partition: partitionOf(owner), range: { between: FAMILY_RANGE } })
        .options({ maxPages: Number.POSITIVE_INFINITY })
        .send();
      return Items.map((item) => ({
        pk: item.pk,
        sk: item.sk,
        version: item.version,
        pupilId: "notice" in item ? item.notice.pupilId : item.pupilId,
      }));
    },
    erase: (lines: readonly Line[]): Promise<void> =>
      writeAll(
        table,
        lines.map(({ pk, sk }) => Card.build(BatchDeleteRequest).key({ pk, sk })),
      ),
  };
};

export type ErasureStore = ReturnType<typeof openErasureStore>;
