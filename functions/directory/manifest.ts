import { capability } from "@preau/contract";
import { exportRequestedV1 } from "../../events/export-requested.v1.ts";
import { importRequestedV1 } from "../../events/import-requested.v1.ts";
import { peopleChangedV1 } from "../../events/people-changed.v1.ts";
import { rosterChangedV1 } from "../../events/roster-changed.v1.ts";
import { directoryContract, exportRoutes } from "./contract.ts";

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
      bucket: ["read", "write"],
      memoryMiB: 512,
      timeoutSeconds: 900,
      concurrency: 2,
    },
    exportsApi: {
      routes: Object.keys(exportRoutes),
      table: ["GetItem", "Query", "PutItem"],
      bucket: ["read"],
    },
    onExportRequested: {
      consumes: [exportRequestedV1],
      table: ["GetItem", "BatchGetItem", "PutItem"],
      bucket: ["write"],
      memoryMiB: 1024,
      timeoutSeconds: 300,
      concurrency: 2,
    },
    sendGar: { schedule: { cron: "30 1 * * ? *" }, table: ["GetItem", "PutItem"], timeoutSeconds: 30 },
    publisher: {
      publishes: {
        entities: ["person", "roster", "import", "export"],
        events: [peopleChangedV1, rosterChangedV1, importRequestedV1, exportRequestedV1],
      },
    },
  },
});
