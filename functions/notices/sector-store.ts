import { type Sectors, sharedByAll } from "@preau/policy";
import { type OpenTable, olderThan, unlessNewer } from "@preau/store";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { sectorsEntity } from "./entities.ts";
import type { SchoolYear } from "./notice.ts";

/** How school life shares the school, as the directory last said it. */
export const openSectorStore = (table: OpenTable) => {
  const SectorsItem = sectorsEntity(table);
  return {
    /** 0.5 RRU; everybody follows everybody where nothing was decided. */
    current: async ({ schoolId, schoolYear }: SchoolYear): Promise<Sectors> => {
      const { Item } = await SectorsItem.build(GetItemCommand).key({ schoolId, schoolYear }).send();
      return Item?.sectors ?? sharedByAll;
    },
    keep: ({ schoolId, schoolYear }: SchoolYear, version: number, sectors: Sectors): Promise<boolean> =>
      unlessNewer(
        SectorsItem.build(PutItemCommand)
          .item({ schoolId, schoolYear, version, sectors })
          .options({ condition: olderThan(version) })
          .send(),
      ),
  };
};

export type SectorStore = ReturnType<typeof openSectorStore>;
