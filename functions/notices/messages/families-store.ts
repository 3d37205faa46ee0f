import { type OpenTable, olderThan, unlessNewer } from "@preau/store";
import { getAll } from "@preau/store/batches";
import { BatchGetRequest } from "dynamodb-toolbox/entity/actions/batchGet";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { familiesEntity } from "./entities.ts";
import type { SchoolYear } from "./message.ts";
import type { Families } from "./recipients.ts";

/** Whom messages may go to: 0.5 RRU a class of thirty pupils, 1 WRU a KB of its roster. */
export const openFamiliesStore = (table: OpenTable) => {
  const FamiliesItem = familiesEntity(table);
  return {
    /** Classes and groups in the order asked; undefined where the school has none such. None may be named twice. */
    familiesOf: async (
      { schoolId, schoolYear }: SchoolYear,
      audienceIds: readonly string[],
    ): Promise<readonly (Families | undefined)[]> =>
      getAll<Families>(
        table,
        audienceIds.map((audienceId) => FamiliesItem.build(BatchGetRequest).key({ schoolId, schoolYear, audienceId })),
      ),
    keepFamilies: ({ schoolId, schoolYear }: SchoolYear, families: Families, version: number): Promise<boolean> =>
      unlessNewer(
        FamiliesItem.build(PutItemCommand)
          .item({ schoolId, schoolYear, ...families, version })
          .options({ condition: olderThan(version) })
          .send(),
      ),
  };
};

export type FamiliesStore = ReturnType<typeof openFamiliesStore>;
