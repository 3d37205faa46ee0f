export * from "./clock.ts";
export * from "./consume.ts";
export * from "./environment.ts";
export * from "./logger.ts";
export * from "./new-id.ts";
export * from "./on-schedule.ts";
export type { Call, Operation, Operations, Reply } from "./operation.ts";
export * from "./serve.ts";
