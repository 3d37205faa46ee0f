export { type Dynamodb, startDynamodb } from "./engines/dynamodb.ts";
export { type LocalOptions, type LocalRuntime, startLocal } from "./start-local.ts";
