import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type Dynamodb, startDynamodb } from "@preau/local/engines/dynamodb";
import { createTable } from "../../../../test/support/tables.ts";
import { functionEnvironment } from "./function-environment.ts";

/** An engine of its own for a play, with an empty switchboard; the environment of this process leads to it. */
export const startEngine = async (): Promise<Dynamodb> => {
  const engine = await startDynamodb();
  Object.assign(process.env, functionEnvironment(engine.endpoint, "", ""), { POWERTOOLS_LOG_LEVEL: "SILENT" });
  await createTable(new DynamoDBClient({}), "switchboard", {});
  return engine;
};
