import { type OpenTable, schoolKey } from "@preau/store";
import { writeAll } from "@preau/store/batches";
import { BatchDeleteRequest } from "dynamodb-toolbox/entity/actions/batchDelete";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import { noticeEntity } from "./entities.ts";
import type { KeptNotice } from "./notice.ts";

interface Guardian {
  readonly schoolId: string;
  readonly schoolYear: number;
  readonly guardianId: string;
}

/** The notices of a guardian, to be erased: 0.5 RRU for five, 1 WRU each. */
export const openErasureStore = (table: OpenTable) => {
  const NoticeEntity = noticeEntity(table);
  return {
    /** All of them, the silent ones too. */
    noticesOf: async ({ schoolId, schoolYear, guardianId }: Guardian): Promise<readonly KeptNotice[]> => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(NoticeEntity)
        .query({ partition: schoolKey(schoolId, schoolYear, "PERSON", guardianId), range: { beginsWith: "NOTICE#" } })
        .options({ maxPages: Number.POSITIVE_INFINITY })
        .send();
      return Items as unknown as readonly KeptNotice[];
    },
    erase: (notices: readonly KeptNotice[]): Promise<void> =>
      writeAll(
        table,
        notices.map(({ schoolId, schoolYear, guardianId, lesson, pupilId }) =>
          NoticeEntity.build(BatchDeleteRequest).key({ schoolId, schoolYear, guardianId, lesson, pupilId }),
        ),
      ),
  };
};

export type ErasureStore = ReturnType<typeof openErasureStore>;
