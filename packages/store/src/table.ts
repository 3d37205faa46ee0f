import { Table } from "dynamodb-toolbox/table";
import { documentClient } from "./client.ts";

/** Opens the table of a capability: `pk` and `sk`, and the sparse index `gsi1` where the manifest declares it. */
export const openTable = (name: string) =>
  new Table({
    name,
    documentClient,
    partitionKey: { name: "pk", type: "string" },
    sortKey: { name: "sk", type: "string" },
    indexes: {
      gsi1: {
        type: "global",
        partitionKey: { name: "gsi1pk", type: "string" },
        sortKey: { name: "gsi1sk", type: "string" },
      },
    },
  });

export type OpenTable = ReturnType<typeof openTable>;

/** Options every entity takes: no hidden timestamps (facts carry their own dates and authors). */
export const plainEntity = { timestamps: false } as const;
