import { decodeCursor, encodeCursor, expiresAfter, type OpenTable, plainEntity, type Write } from "@preau/store";
import { getAll } from "@preau/store/batches";
import { Entity } from "dynamodb-toolbox/entity";
import { BatchGetRequest } from "dynamodb-toolbox/entity/actions/batchGet";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { any } from "dynamodb-toolbox/schema/any";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import type { Block } from "../blocks-contract.ts";
import type { SignOutRecord } from "../sessions-contract.ts";

/** A school year and its September: what a head may still be asked to explain. */
const KEPT_DAYS = 395;

/** A block as it was thrown; what became of it is another fact. */
export type ThrownBlock = Omit<Block, "state" | "lifted">;
export type Lift = NonNullable<Block["lifted"]>;

interface Page {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

type Kind = "BLOCK" | "LIFT" | "SIGNOUT";

const partitionOf = (schoolId: string): string => `ACCESS#${schoolId}`;

export type AccessRecords = ReturnType<typeof openAccessRecords>;

/** Opens the record of what schools did about accesses: each fact is written once and never changed. Ids are in order of time. */
export const openAccessRecords = (table: OpenTable) => {
  const RecordEntity = new Entity({
    ...plainEntity,
    name: "access-record",
    table,
    schema: item({
      schoolId: string().key(),
      kind: string().key(),
      id: string().key(),
      record: any(),
      ttl: number(),
    }),
    computeKey: ({ schoolId, kind, id }: { schoolId: string; kind: string; id: string }) => ({
      pk: partitionOf(schoolId),
      sk: `${kind}#${id}`,
    }),
  });

  /** A fact is written once: the write fails where it is there already. */
  const write = (schoolId: string, kind: Kind, id: string, record: unknown, now: Date): Write =>
    RecordEntity.build(PutTransaction)
      .item({ schoolId, kind, id, record, ttl: expiresAfter(KEPT_DAYS, now) })
      .options({ condition: { attr: "record", exists: false } });

  const list = async <Fact>(schoolId: string, kind: Kind, { limit, cursor }: Page) => {
    const before = decodeCursor(cursor);
    const partition = partitionOf(schoolId);
    const { Items = [], LastEvaluatedKey } = await table
      .build(QueryCommand)
      .entities(RecordEntity)
      .query({ partition, range: { beginsWith: `${kind}#` } })
      .options({
        reverse: true,
        limit,
        ...(before !== undefined && { exclusiveStartKey: { pk: partition, sk: before } }),
      })
      .send();
    return {
      items: Items.map(({ record }) => record as Fact),
      cursor: encodeCursor(LastEvaluatedKey?.sk as string | undefined),
    };
  };

  const read = async <Fact>(
    schoolId: string,
    kind: Kind,
    ids: readonly string[],
  ): Promise<readonly (Fact | undefined)[]> => {
    if (ids.length === 0) return [];
    const requests = ids.map((id) => RecordEntity.build(BatchGetRequest).key({ schoolId, kind, id }));
    const found = await getAll<{ readonly record: Fact }>(table, requests, { consistent: true });
    return found.map((one) => one?.record);
  };

  return {
    block: (block: ThrownBlock, now: Date): Write => write(block.schoolId, "BLOCK", block.blockId, block, now),
    lift: (schoolId: string, blockId: string, lift: Lift, now: Date): Write =>
      write(schoolId, "LIFT", blockId, lift, now),
    signOut: (one: SignOutRecord, now: Date): Write => write(one.schoolId, "SIGNOUT", one.signOutId, one, now),

    /** The school's blocks, the latest first. */
    blocks: (schoolId: string, page: Page) => list<ThrownBlock>(schoolId, "BLOCK", page),
    /** Named blocks, in the order asked. */
    blocksNamed: (schoolId: string, ids: readonly string[]) => read<ThrownBlock>(schoolId, "BLOCK", ids),
    /** What became of blocks, in the order asked. */
    lifts: (schoolId: string, ids: readonly string[]) => read<Lift>(schoolId, "LIFT", ids),
    /** The school's sign-outs, the latest first. */
    signOuts: (schoolId: string, page: Page) => list<SignOutRecord>(schoolId, "SIGNOUT", page),
  };
};
