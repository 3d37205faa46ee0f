import { type OpenTable, unlessNewer } from "@preau/store";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { vapidEntity } from "./entities.ts";
import { makeVapidKeys, type VapidKeys } from "./vapid-keys.ts";

/** The pair by which push services know the cell, made by the first who asks and kept for good: a new one would silence every device. */
export const openVapidStore = (table: OpenTable) => {
  const VapidItem = vapidEntity(table);
  const read = async (): Promise<VapidKeys | undefined> =>
    (await VapidItem.build(GetItemCommand).key({}).options({ consistent: true }).send()).Item;
  let kept: VapidKeys | undefined;
  return {
    /** 1 RRU, once a cold start. */
    keys: async (): Promise<VapidKeys> => {
      kept ??= await read();
      if (kept !== undefined) return kept;
      const made = makeVapidKeys();
      const first = await unlessNewer(
        VapidItem.build(PutItemCommand)
          .item(made)
          .options({ condition: { attr: "publicKey", exists: false } })
          .send(),
      );
      kept = first ? made : await read();
      if (kept === undefined) throw new Error("the pair of the cell is gone");
      return kept;
    },
  };
};

export type VapidStore = ReturnType<typeof openVapidStore>;
