import { type OpenTable, orLostRace } from "@preau/store";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { ownContactEntity } from "./entities.ts";
import type { OwnContact } from "./own-contact.ts";

interface Key {
  readonly schoolId: string;
  readonly schoolYear: number;
  readonly id: string;
}

interface Own {
  readonly said: OwnContact;
  readonly version: number;
  readonly guardian: boolean;
}

/** What people say of themselves: 0.5 RRU, 1 WRU. */
export const openOwnContactStore = (table: OpenTable) => {
  const Item = ownContactEntity(table);
  return {
    find: async (key: Key): Promise<{ readonly said: OwnContact; readonly version: number } | undefined> =>
      (await Item.build(GetItemCommand).key(key).options({ consistent: true }).send()).Item,
    /** @throws LostRace when something was said since `version` was read (0: nothing yet). */
    put: async (key: Key, { said, version, guardian }: Own): Promise<void> => {
      await orLostRace(
        Item.build(PutItemCommand)
          .item({ ...key, said, guardian, version: version + 1 })
          .options({ condition: version === 0 ? { attr: "version", exists: false } : { attr: "version", eq: version } })
          .send(),
      );
    },
  };
};

export type OwnContactStore = ReturnType<typeof openOwnContactStore>;
