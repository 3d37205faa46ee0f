import { capability } from "@preau/contract";
import { detentionChangedV1 } from "../../events/detention-changed.v1.ts";
import { lessonsPublishedV1 } from "../../events/lessons-published.v1.ts";
import { measureAnnouncedV1 } from "../../events/measure-announced.v1.ts";
import { personErasedV1 } from "../../events/person-erased.v1.ts";
import { rosterChangedV1 } from "../../events/roster-changed.v1.ts";
import { sectorsChangedV1 } from "../../events/sectors-changed.v1.ts";
import { disciplineContract } from "./contract.ts";
import { figureRoutes } from "./figures-contract.ts";
import { fileRoutes, letterRoutes } from "./measures-contract.ts";

export const discipline = capability({
  name: "discipline",
  owner: "vie-scolaire",
  impact: "incidents, punishments and sanctions can be neither written down nor read",
  contract: disciplineContract,
  table: { stream: true },
  bucket: { days: 400 },
  functions: {
    api: { table: ["GetItem", "Query", "PutItem", "DeleteItem"], bellShare: 0.03 },
    documents: { routes: Object.keys(fileRoutes), table: ["GetItem", "Query", "PutItem"], bucket: ["read", "write"] },
    figures: { routes: Object.keys(figureRoutes), table: ["Query"], concurrency: 5 },
    letters: {
      routes: Object.keys(letterRoutes),
      table: ["GetItem", "Query"],
      memoryMiB: 1024,
      timeoutSeconds: 25,
      concurrency: 5,
      bundle: { kib: 2_000, because: "pdfmake and the fonts it draws names of any country with" },
    },
    onRosterChanged: { consumes: [rosterChangedV1], table: ["GetItem", "PutItem"] },
    onSharesChanged: { consumes: [sectorsChangedV1, lessonsPublishedV1], table: ["PutItem"] },
    onPersonErased: { consumes: [personErasedV1], table: ["GetItem", "Query", "PutItem", "BatchWriteItem"] },
    onErased: { follows: ["measure", "incident"], table: ["PutItem"] },
    publisher: { publishes: { entities: ["measure"], events: [detentionChangedV1, measureAnnouncedV1] } },
  },
});
