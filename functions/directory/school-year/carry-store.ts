import type { PersonId, SchoolId } from "@preau/contract";
import { commit, type OpenTable, unlessNewer } from "@preau/store";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { recordEntity, saysEntity } from "../entities.ts";
import type { Person } from "../person.ts";
import { hashOf } from "../record.ts";

interface Year {
  readonly schoolId: SchoolId;
  readonly schoolYear: number;
}

/** What a new year takes from the one before: people whom the school alone made known. */
export const openCarryStore = (table: OpenTable) => {
  const PersonItem = recordEntity(table, "person");
  const Says = saysEntity(table, "person");
  return {
    /** Puts somebody into a year, with what the school says of them, unless that year knows them already. */
    carry: async (from: Year, to: Year, id: PersonId, content: Person, version: number): Promise<boolean> => {
      const said = { ...from, id, source: "manual" };
      const { Item } = await Says.build(GetItemCommand).key(said).options({ consistent: true }).send();
      return unlessNewer(
        commit(
          PersonItem.build(PutTransaction)
            .item({ ...to, id, content, hash: hashOf(content), version, since: version })
            .options({ condition: { attr: "version", exists: false } }),
          ...(Item === undefined ? [] : [Says.build(PutTransaction).item({ ...said, ...to, say: Item.say })]),
        ),
      );
    },
  };
};

export type CarryStore = ReturnType<typeof openCarryStore>;
