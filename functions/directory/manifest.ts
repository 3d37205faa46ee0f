import { capability } from "@preau/contract";
import { importRequestedV1 } from "../../events/import-requested.v1.ts";
import { peopleChangedV1 } from "../../events/people-changed.v1.ts";
import { rosterChangedV1 } from "../../events/roster-changed.v1.ts";
import { directoryContract } from "./contract.ts";

export const directory = capability({
  name: "directory",
  owner: "vie-scolaire",
  impact: "nobody can see their schools and children, and no delivery of an academy can be imported",
  contract: directoryContract,
  table: { stream: true },
  bucket: true,
  functions: {
    api: {
      table: ["GetItem", "BatchGetItem", "Query", "PutItem"],
      bucket: ["read", "write"],
    },
    onImportRequested: {
      consumes: [importRequestedV1],
      table: ["GetItem", "BatchGetItem", "PutItem", "BatchWriteItem", "UpdateItem"],
      bucket: ["read"],
      memoryMiB: 1024,
      timeoutSeconds: 900,
      concurrency: 2,
    },
    publisher: {
      publishes: {
        entities: ["person", "roster", "import"],
        events: [peopleChangedV1, rosterChangedV1, importRequestedV1],
      },
    },
  },
});
