import { type Members, type OpenTable, olderThan, unlessNewer } from "@preau/store";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import type { SchoolYear } from "../entities.ts";
import { rosterEntity } from "./entities.ts";

interface AudienceKey extends SchoolYear {
  readonly audienceId: string;
}

/** Who is in a class or a group: what tells who left it. */
export const openRosterStore = (table: OpenTable) => {
  const RosterItem = rosterEntity(table);
  return {
    membersOf: async (key: AudienceKey): Promise<Members | undefined> => {
      const { Item } = await RosterItem.build(GetItemCommand).key(key).options({ consistent: true }).send();
      return Item && { version: Item.version, ids: Item.pupilIds };
    },
    keepMembers: (key: AudienceKey, { version, ids }: Members) =>
      unlessNewer(
        RosterItem.build(PutItemCommand)
          .item({ ...key, version, pupilIds: ids })
          .options({ condition: olderThan(version) })
          .send(),
      ),
  };
};

export type RosterStore = ReturnType<typeof openRosterStore>;
