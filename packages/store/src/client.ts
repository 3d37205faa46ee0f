import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { countCapacity } from "./capacity.ts";

/** Two attempts inside a handler: the retry budget belongs to the client of the API, so that a surge is not multiplied. */
const client = new DynamoDBClient({ maxAttempts: 2 });
countCapacity(client);

/** The one document client of an environment; endpoint and credentials come from the environment's variables. */
export const documentClient = DynamoDBDocumentClient.from(client, {
  marshallOptions: { removeUndefinedValues: true },
});
