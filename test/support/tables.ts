import { CreateTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { TableSpec } from "@preau/contract";

/** Creates the table of a capability on the engine, from the same spec the infrastructure is built from. */
export const createTable = async (client: DynamoDBClient, name: string, spec: TableSpec): Promise<void> => {
  const attribute = (AttributeName: string) => ({ AttributeName, AttributeType: "S" as const });
  const key = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: "HASH" as const },
    { AttributeName: range, KeyType: "RANGE" as const },
  ];
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: ["pk", "sk", ...(spec.gsi1 ? ["gsi1pk", "gsi1sk"] : [])].map(attribute),
      KeySchema: key("pk", "sk"),
      ...(spec.gsi1 && {
        GlobalSecondaryIndexes: [
          { IndexName: "gsi1", KeySchema: key("gsi1pk", "gsi1sk"), Projection: { ProjectionType: "KEYS_ONLY" } },
        ],
      }),
      ...(spec.stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" } }),
    }),
  );
};
