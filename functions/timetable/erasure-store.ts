import { type OpenTable, olderThan, schoolKey, unlessNewer } from "@preau/store";
import { writeAll } from "@preau/store/batches";
import { BatchDeleteRequest } from "dynamodb-toolbox/entity/actions/batchDelete";
import { DeleteItemCommand } from "dynamodb-toolbox/entity/actions/delete";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import type { Year } from "./day.ts";
import { membershipEntity, teacherEntity } from "./entities.ts";

/** What the timetable remembers of people beside the lessons themselves. */
export const openErasureStore = (table: OpenTable) => {
  const Membership = membershipEntity(table);
  const Teacher = teacherEntity(table);
  return {
    /** Forgets of which classes and groups a pupil was. 0.5 RRU, 1 WRU each. */
    eraseMemberships: async ({ schoolId, schoolYear, pupilId }: Year & { pupilId: string }): Promise<void> => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(Membership)
        .query({ partition: schoolKey(schoolId, schoolYear, "PUPIL", pupilId), range: { beginsWith: "AUDIENCE#" } })
        .send();
      await writeAll(
        table,
        Items.map(({ audienceId }) =>
          Membership.build(BatchDeleteRequest).key({ schoolId, schoolYear, pupilId, audienceId }),
        ),
      );
    },
    /** Forgets the name of somebody who taught, unless they were named again since. 1 WRU. */
    eraseTeacher: (key: Year & { personId: string }, version: number): Promise<boolean> =>
      unlessNewer(
        Teacher.build(DeleteItemCommand)
          .key(key)
          .options({ condition: olderThan(version) })
          .send(),
      ),
  };
};

export type ErasureStore = ReturnType<typeof openErasureStore>;
