import { decodeCursor, encodeCursor, expiresAfter, type OpenTable, plainEntity, type Write } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { any } from "dynamodb-toolbox/schema/any";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import type { PasswordReset } from "../activation-contract.ts";

/** A school year and its September: what a head may still be asked to explain. */
const KEPT_DAYS = 395;

const partitionOf = (schoolId: string): string => `RESETS#${schoolId}`;

export type Resets = ReturnType<typeof openResets>;

/** Opens the record of the passwords that schools withdrew: written once, never changed. */
export const openResets = (table: OpenTable) => {
  const ResetEntity = new Entity({
    ...plainEntity,
    name: "password-reset",
    table,
    schema: item({
      schoolId: string().key(),
      at: string().key(),
      resetId: string().key(),
      record: any(),
      ttl: number(),
    }),
    computeKey: ({ schoolId, at, resetId }: { schoolId: string; at: string; resetId: string }) => ({
      pk: partitionOf(schoolId),
      sk: `${at}#${resetId}`,
    }),
  });
  return {
    /** The write that adds a record. */
    record: (reset: PasswordReset, now: Date): Write =>
      ResetEntity.build(PutTransaction).item({
        schoolId: reset.schoolId,
        at: reset.at,
        resetId: reset.resetId,
        record: reset,
        ttl: expiresAfter(KEPT_DAYS, now),
      }),
    /** The school's records, the latest first. */
    list: async (schoolId: string, { limit, cursor }: { limit: number; cursor?: string | undefined }) => {
      const after = decodeCursor(cursor);
      const partition = partitionOf(schoolId);
      const { Items = [], LastEvaluatedKey } = await table
        .build(QueryCommand)
        .entities(ResetEntity)
        .query({ partition })
        .options({
          reverse: true,
          limit,
          ...(after !== undefined && { exclusiveStartKey: { pk: partition, sk: after } }),
        })
        .send();
      return {
        items: Items.map(({ record }) => record as PasswordReset),
        cursor: encodeCursor(LastEvaluatedKey?.sk as string | undefined),
      };
    },
  };
};
