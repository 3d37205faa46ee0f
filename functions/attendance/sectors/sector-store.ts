import { type Sectors, sharedByAll } from "@preau/policy";
import { type OpenTable, olderThan, plainEntity, schoolKey, unlessNewer } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { any } from "dynamodb-toolbox/schema/any";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";

interface SchoolYear {
  readonly schoolId: string;
  readonly schoolYear: number;
}

/** Who follows whom, as the directory last said it. */
export interface KeptSectors extends Sectors {
  readonly version: number;
}

const sectorsEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "sectors",
    table,
    schema: item({
      schoolId: string().key(),
      schoolYear: number().key(),
      version: number(),
      sectors: any().castAs<Sectors>(),
    }),
    computeKey: ({ schoolId, schoolYear }) => ({
      pk: schoolKey(schoolId, schoolYear, "SETTINGS", "sectors"),
      sk: "CURRENT",
    }),
  });

/** How school life shares the school. */
export const openSectorStore = (table: OpenTable) => {
  const SectorsItem = sectorsEntity(table);
  return {
    /** 0.5 RRU; everybody follows everybody where nothing was decided. */
    current: async ({ schoolId, schoolYear }: SchoolYear): Promise<KeptSectors> => {
      const { Item } = await SectorsItem.build(GetItemCommand).key({ schoolId, schoolYear }).send();
      return Item === undefined ? { version: 0, ...sharedByAll } : { version: Item.version, ...Item.sectors };
    },
    /** False when a newer one was there. */
    keep: ({ schoolId, schoolYear }: SchoolYear, { version, ...sectors }: KeptSectors): Promise<boolean> =>
      unlessNewer(
        SectorsItem.build(PutItemCommand)
          .item({ schoolId, schoolYear, version, sectors })
          .options({ condition: olderThan(version) })
          .send(),
      ),
  };
};

export type SectorStore = ReturnType<typeof openSectorStore>;
