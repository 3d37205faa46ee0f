import { expiresAfter, type OpenTable, plainEntity, type Write } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { ConditionCheck } from "dynamodb-toolbox/entity/actions/transactCheck";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { any } from "dynamodb-toolbox/schema/any";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import { type BrownOut, NO_BROWN_OUT } from "./brown-out.ts";
import type { Change } from "./contract.ts";
import { type Decisions, NOTHING_DECIDED } from "./decisions.ts";

/** A school year and its September, as other records of who switched what. */
const KEPT_DAYS = 395;
const CELL = "ADMISSION";
const CHANGES = "CHANGES";

/** The alarm's state under its lock, and the moment of the next look at it, which names the only wake that counts. */
export interface KeptBrownOut {
  readonly version: number;
  readonly state: BrownOut;
  readonly nextLook?: string | undefined;
}

const decisionsEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "decisions",
    table,
    schema: item({ cell: string().key(), version: number(), decisions: any().castAs<Omit<Decisions, "version">>() }),
    computeKey: ({ cell }: { cell: string }) => ({ pk: cell, sk: "DECISIONS" }),
  });

const brownOutEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "brown-out",
    table,
    schema: item({
      cell: string().key(),
      version: number(),
      state: any().castAs<BrownOut>(),
      nextLook: string().optional(),
    }),
    computeKey: ({ cell }: { cell: string }) => ({ pk: cell, sk: "BROWN-OUT" }),
  });

const changeEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "change",
    table,
    schema: item({ id: string().key(), change: any().castAs<Change>(), ttl: number() }),
    computeKey: ({ id }: { id: string }) => ({ pk: CHANGES, sk: id }),
  });

const asRead = (version: number) =>
  version === 0 ? ({ attr: "version", exists: false } as const) : ({ attr: "version", eq: version } as const);

/** The access patterns of admission: two items that say what holds, and a list of what was changed. */
export const openAdmissionStore = (table: OpenTable) => {
  const DecisionsItem = decisionsEntity(table);
  const BrownOutItem = brownOutEntity(table);
  const ChangeItem = changeEntity(table);
  const key = { cell: CELL };
  return {
    decisions: async (): Promise<Decisions> => {
      const { Item } = await DecisionsItem.build(GetItemCommand).key(key).options({ consistent: true }).send();
      return Item === undefined ? NOTHING_DECIDED : { ...Item.decisions, version: Item.version };
    },
    brownOut: async (): Promise<KeptBrownOut> => {
      const { Item } = await BrownOutItem.build(GetItemCommand).key(key).options({ consistent: true }).send();
      return Item === undefined
        ? { version: 0, state: NO_BROWN_OUT }
        : { version: Item.version, state: Item.state, nextLook: Item.nextLook };
    },
    /** The last changes, the latest first. */
    changes: async (limit: number): Promise<readonly Change[]> => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(ChangeItem)
        .query({ partition: CHANGES })
        .options({ reverse: true, limit })
        .send();
      return Items.map(({ change }) => change);
    },

    /** Puts what people decided over the version that was read. */
    decide: ({ version, ...decisions }: Decisions): Write =>
      DecisionsItem.build(PutTransaction)
        .item({ ...key, version: version + 1, decisions })
        .options({ condition: asRead(version) }),
    /** Holds only while people have decided nothing more. */
    stillDecided: ({ version }: Decisions): Write =>
      DecisionsItem.build(ConditionCheck).key(key).condition(asRead(version)),
    /** Puts the alarm's state over the version that was read. */
    step: ({ version, state, nextLook }: KeptBrownOut): Write =>
      BrownOutItem.build(PutTransaction)
        .item({ ...key, version: version + 1, state, ...(nextLook !== undefined && { nextLook }) })
        .options({ condition: asRead(version) }),
    /** Notes a change; `id` tells apart those of one instant. */
    note: (change: Change, id: string): Write =>
      ChangeItem.build(PutTransaction).item({
        id: `${change.at}#${id}`,
        change,
        ttl: expiresAfter(KEPT_DAYS, new Date(change.at)),
      }),
  };
};

export type AdmissionStore = ReturnType<typeof openAdmissionStore>;
