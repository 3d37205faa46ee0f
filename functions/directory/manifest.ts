import { capability } from "@preau/contract";
import { contactsChangedV1 } from "../../events/contacts-changed.v1.ts";
import { exportRequestedV1 } from "../../events/export-requested.v1.ts";
import { importRequestedV1 } from "../../events/import-requested.v1.ts";
import { peopleChangedV1 } from "../../events/people-changed.v1.ts";
import { personErasedV1 } from "../../events/person-erased.v1.ts";
import { rosterChangedV1 } from "../../events/roster-changed.v1.ts";
import { sectorsChangedV1 } from "../../events/sectors-changed.v1.ts";
import { yearMovedV1 } from "../../events/year-moved.v1.ts";
import { authorityRoutes } from "./authorities-contract.ts";
import { directoryContract, exportRoutes } from "./contract.ts";
import { lifeCycleRoutes } from "./life-cycle-contract.ts";
import { manualPeopleRoutes } from "./manual-people-contract.ts";
import { oneRosterRoutes } from "./one-roster-contract.ts";
import { peopleRoutes } from "./people-contract.ts";
import { schoolYearRoutes } from "./school-years-contract.ts";
import { sectorRoutes } from "./sectors-contract.ts";
import { visibilityRoutes } from "./visibility-contract.ts";

const schoolRoutes = { ...peopleRoutes, ...visibilityRoutes, ...sectorRoutes, ...lifeCycleRoutes, ...schoolYearRoutes };

export const directory = capability({
  name: "directory",
  owner: "vie-scolaire",
  impact: "nobody can see their schools and children, and no delivery of an academy can be imported",
  contract: directoryContract,
  table: { stream: true },
  bucket: { days: 30 },
  functions: {
    api: {
      table: ["GetItem", "BatchGetItem", "Query", "PutItem"],
      bucket: ["read", "write"],
      bellShare: 0.085,
    },
    onImportRequested: {
      consumes: [importRequestedV1],
      table: ["GetItem", "BatchGetItem", "PutItem", "BatchWriteItem", "UpdateItem"],
      bucket: ["read", "write"],
      memoryMiB: 512,
      timeoutSeconds: 900,
      concurrency: 2,
      bundle: { kib: 620, because: "it holds the readers of every source, and nobody waits for a job to start" },
    },
    exportsApi: {
      routes: Object.keys(exportRoutes),
      table: ["GetItem", "Query", "PutItem"],
      bucket: ["read"],
    },
    authoritiesApi: {
      routes: Object.keys(authorityRoutes),
      table: ["GetItem", "BatchGetItem", "Query", "PutItem"],
      memoryMiB: 512,
      timeoutSeconds: 29,
    },
    oneRosterApi: {
      routes: Object.keys(oneRosterRoutes),
      table: ["GetItem", "BatchGetItem"],
      memoryMiB: 512,
      timeoutSeconds: 29,
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
    school: {
      routes: Object.keys(schoolRoutes),
      table: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem"],
      timeoutSeconds: 29,
    },
    manualPeople: {
      routes: Object.keys(manualPeopleRoutes),
      table: ["GetItem", "BatchGetItem", "PutItem", "UpdateItem"],
    },
    indexer: { follows: ["person", "school"], table: ["BatchWriteItem"], timeoutSeconds: 30 },
    onYearMoved: {
      consumes: [yearMovedV1],
      table: ["GetItem", "BatchGetItem", "BatchWriteItem", "UpdateItem"],
      timeoutSeconds: 900,
      concurrency: 2,
    },
    lifeCycle: {
      schedule: { cron: "30 2 * * ? *" },
      table: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
      timeoutSeconds: 900,
      concurrency: 1,
    },
    rebuildNames: { table: ["BatchGetItem", "Query", "BatchWriteItem"], timeoutSeconds: 900, concurrency: 1 },
    listSchools: { table: ["GetItem", "Query"], concurrency: 2 },
    publisher: {
      table: ["BatchGetItem"],
      publishes: {
        entities: [
          "person",
          "own-contact",
          "roster",
          "import",
          "export",
          "announcement",
          "school-years",
          "erasure",
          "setting",
        ],
        events: [
          peopleChangedV1,
          contactsChangedV1,
          rosterChangedV1,
          importRequestedV1,
          exportRequestedV1,
          yearMovedV1,
          personErasedV1,
          sectorsChangedV1,
        ],
      },
    },
  },
});
