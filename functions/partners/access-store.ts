import { decodeCursor, encodeCursor, expiresAfter, type OpenTable } from "@preau/store";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import type { ServiceAccess } from "./contract.ts";
import { accessEntity } from "./entities.ts";

/** Long enough for a school year to be looked back on; the CNIL asks six months to a year of an access log. */
const KEPT_DAYS = 365;

/** What services were told of people: each in the partition of the account it concerns. */
export const openAccessStore = (table: OpenTable) => {
  const AccessEntity = accessEntity(table);
  return {
    record: async (accountId: string, access: ServiceAccess): Promise<void> => {
      const ttl = expiresAfter(KEPT_DAYS, new Date(access.at));
      const { attributes, schoolIds, ...rest } = access;
      await AccessEntity.build(PutItemCommand)
        .item({ accountId, ...rest, attributes, schoolIds: [...schoolIds], ttl })
        .send();
    },
    /** The latest first. */
    of: async (accountId: string, { limit, cursor }: { limit: number; cursor?: string | undefined }) => {
      const before = decodeCursor(cursor);
      const partition = `ACCOUNT#${accountId}#ACCESSES`;
      const { Items = [], LastEvaluatedKey } = await table
        .build(QueryCommand)
        .entities(AccessEntity)
        .query({ partition, range: { beginsWith: "ACCESS#" } })
        .options({
          reverse: true,
          limit,
          ...(before !== undefined && { exclusiveStartKey: { pk: partition, sk: before } }),
        })
        .send();
      return {
        items: Items as unknown as readonly ServiceAccess[],
        cursor: encodeCursor(LastEvaluatedKey?.sk as string | undefined),
      };
    },
  };
};

export type AccessStore = ReturnType<typeof openAccessStore>;
