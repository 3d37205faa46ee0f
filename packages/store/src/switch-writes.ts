import type { AccessWindow } from "@preau/policy";
import { Entity } from "dynamodb-toolbox/entity";
import { DeleteTransaction } from "dynamodb-toolbox/entity/actions/transactDelete";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { any } from "dynamodb-toolbox/schema/any";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import type { Write } from "./commit.ts";
import type { Switches } from "./switchboard.ts";
import { openTable, plainEntity } from "./table.ts";

/** Opens the switchboard to transactions: blocks thrown and lifted together with the record of who did it, and why. */
export const openBlockWrites = (TableName: string) => {
  const BlockEntity = new Entity({
    ...plainEntity,
    name: "block",
    table: openTable(TableName),
    schema: item({
      id: string().key(),
      until: number().savedAs("ttl"),
      schoolId: string(),
      role: string().optional(),
      personId: string().optional(),
    }),
    computeKey: ({ id }: { id: string }) => ({ pk: "BLOCKS" satisfies keyof Switches, sk: id }),
  });
  return {
    /** The write that throws a block. */
    block: (block: Switches["BLOCKS"]): Write => BlockEntity.build(PutTransaction).item(block),
    /** The write that lifts a block; one that is over already is no error. */
    unblock: (id: string): Write => BlockEntity.build(DeleteTransaction).key({ id }),
  };
};

export type BlockWrites = ReturnType<typeof openBlockWrites>;

type AdmissionSwitch = Switches["ADMISSION"];

/** Opens the switchboard to transactions: what the cell refuses, thrown and ended together with the record of who did it, and why. */
export const openAdmissionWrites = (TableName: string) => {
  const SwitchEntity = new Entity({
    ...plainEntity,
    name: "admission-switch",
    table: openTable(TableName),
    schema: item({
      id: string().key(),
      until: number().savedAs("ttl"),
      level: number().optional(),
      by: string().optional(),
      capability: string().optional(),
      window: any().castAs<AccessWindow>().optional(),
    }),
    computeKey: ({ id }: { id: string }) => ({ pk: "ADMISSION" satisfies keyof Switches, sk: id }),
  });
  return {
    /** The write that throws a switch, in place of the one under the same id. */
    throw: (thrown: AdmissionSwitch): Write => SwitchEntity.build(PutTransaction).item(thrown),
    /** The write that ends a switch; one that is over already is no error. */
    end: (id: AdmissionSwitch["id"]): Write => SwitchEntity.build(DeleteTransaction).key({ id }),
  };
};

export type AdmissionWrites = ReturnType<typeof openAdmissionWrites>;
