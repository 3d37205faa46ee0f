import { type OpenTable, schoolKey } from "@preau/store";
import { writeAll } from "@preau/store/batches";
import { BatchDeleteRequest } from "dynamodb-toolbox/entity/actions/batchDelete";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import { newsEntity, noticeEntity } from "./entities.ts";
import type { News } from "./news.ts";
import { shardOf } from "./news-store.ts";
import type { KeptNotice } from "./notice.ts";
import { type Guardian, noticeIn } from "./store.ts";

/** The notices of a guardian and the news of a pupil, to be erased: 1 RRU for four KB, 1 WRU each. */
export const openErasureStore = (table: OpenTable) => {
  const NoticeItem = noticeEntity(table);
  const NewsItem = newsEntity(table);
  return {
    noticesOf: async ({ schoolId, schoolYear, guardianId }: Guardian): Promise<readonly KeptNotice[]> => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(NoticeItem)
        .query({ partition: schoolKey(schoolId, schoolYear, "PERSON", guardianId), range: { beginsWith: "NOTICE#" } })
        .options({ consistent: true, maxPages: Number.POSITIVE_INFINITY })
        .send();
      return Items.map(noticeIn);
    },
    erase: (notices: readonly KeptNotice[], news: readonly News[]): Promise<void> =>
      writeAll(table, [
        ...notices.map(({ schoolId, schoolYear, guardianId, day, half, pupilId }) =>
          NoticeItem.build(BatchDeleteRequest).key({ schoolId, schoolYear, guardianId, day, half, pupilId }),
        ),
        ...news.map(({ schoolId, schoolYear, day, pupilId }) =>
          NewsItem.build(BatchDeleteRequest).key({ schoolId, schoolYear, day, pupilId, shard: shardOf(pupilId) }),
        ),
      ]),
  };
};

export type ErasureStore = ReturnType<typeof openErasureStore>;
