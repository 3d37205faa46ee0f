export * from "./api-problem.ts";
export * from "./cell-map.ts";
export * from "./create-client.ts";
export * from "./offline-queue.ts";
export type { Asked, ClientOf, Received } from "./operation-types.ts";
export type { Attempt } from "./persist.ts";
