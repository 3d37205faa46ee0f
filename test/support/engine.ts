import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { startDynamodb } from "@preau/local/engines/dynamodb";
import { createTable } from "./tables.ts";

/** Starts the embedded engine once for the whole run, with an empty switchboard, and tells every test file where it is. */
export const setup = async (): Promise<() => Promise<void>> => {
  const engine = await startDynamodb();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
    AWS_REGION: "eu-west-3",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    SWITCHBOARD_TABLE: "switchboard",
    // Tests ask for one person at the speed of the machine.
    ADMISSION: "unmetered",
  });
  await createTable(new DynamoDBClient({}), "switchboard", {});
  return engine.stop;
};
