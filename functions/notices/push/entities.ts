import { type OpenTable, plainEntity } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { item } from "dynamodb-toolbox/schema/item";
import { string } from "dynamodb-toolbox/schema/string";

/** The pair of the whole cell: one item, read once a cold start. */
export const vapidEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "vapid",
    table,
    schema: item({ publicKey: string(), privateKey: string() }),
    computeKey: () => ({ pk: "PUSH#VAPID", sk: "VAPID" }),
  });
