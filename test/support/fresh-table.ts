import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Capability } from "@preau/contract";
import { createTable } from "./tables.ts";

/** An empty table of a capability on the embedded engine, named for this test alone; `TABLE_NAME` points to it. */
export const freshTable = async (capability: Pick<Capability, "name" | "table">): Promise<string> => {
  const name = `${capability.name}-${randomUUID().slice(0, 8)}`;
  await createTable(new DynamoDBClient({}), name, capability.table);
  Object.assign(process.env, { TABLE_NAME: name, CAPABILITY: capability.name, STAGE: "test", BUS_NAME: "test" });
  return name;
};
