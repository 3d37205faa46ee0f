import type { AssemblyModel } from "./assembly/model.ts";
import type { TableModel } from "./assembly/tables.ts";
import { AwsCallError, awsCall } from "./engines/aws-call.ts";

interface Description {
  readonly KeySchema: unknown;
  readonly GlobalSecondaryIndexes?: readonly { IndexName: string }[];
  readonly StreamSpecification?: { StreamEnabled?: boolean };
}

/**
 * Brings tables, queues and buckets to what the assembly says. What exists keeps its data: a missing index or stream
 * is added. Throws when the keys of a table have changed, which no engine can do on live data.
 */
export async function createResources(
  model: AssemblyModel,
  endpoints: { dynamodb: string; s3: string; sqs: string },
): Promise<void> {
  for (const table of model.tables) await createTable(table, endpoints.dynamodb);
  for (const { name, url, attributes } of model.queues) {
    const exists = await awsCall(endpoints.sqs, "AmazonSQS.GetQueueUrl", { QueueName: name }).then(
      () => true,
      () => false,
    );
    if (!exists) await awsCall(endpoints.sqs, "AmazonSQS.CreateQueue", { QueueName: name, Attributes: attributes });
    else {
      const { FifoQueue: _fixed, ...settable } = attributes;
      await awsCall(endpoints.sqs, "AmazonSQS.SetQueueAttributes", { QueueUrl: url, Attributes: settable });
    }
  }
  for (const bucket of model.buckets) {
    const reply = await fetch(`${endpoints.s3}/${bucket}`, { method: "PUT" });
    if (!reply.ok && reply.status !== 409) throw new Error(`bucket ${bucket}: ${reply.status} ${await reply.text()}`);
  }
}

async function createTable({ name, definition }: TableModel, endpoint: string): Promise<void> {
  const { StreamSpecification, TimeToLiveSpecification: _swept, ...rest } = definition;
  const stream = StreamSpecification && { StreamSpecification: { ...StreamSpecification, StreamEnabled: true } };
  const call = <Reply>(action: string, input: object) =>
    awsCall<Reply>(endpoint, `DynamoDB_20120810.${action}`, { TableName: name, ...input });

  const existing = await call<{ Table: Description }>("DescribeTable", {}).catch((error) => {
    if (error instanceof AwsCallError && error.code === "ResourceNotFoundException") return undefined;
    throw error;
  });
  if (existing === undefined) {
    await call("CreateTable", { ...rest, BillingMode: "PAY_PER_REQUEST", ...stream });
    return;
  }
  const keys = (schema: unknown) => JSON.stringify(schema, ["AttributeName", "KeyType"]);
  if (keys(existing.Table.KeySchema) !== keys(definition.KeySchema)) {
    throw new Error(`The keys of table ${name} have changed: start again with empty data (npm start -- --fresh).`);
  }
  const known = new Set(existing.Table.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName));
  for (const index of rest.GlobalSecondaryIndexes ?? []) {
    if (known.has(index.IndexName)) continue;
    const GlobalSecondaryIndexUpdates = [{ Create: index }];
    await call("UpdateTable", { AttributeDefinitions: rest.AttributeDefinitions, GlobalSecondaryIndexUpdates });
  }
  if (stream && existing.Table.StreamSpecification?.StreamEnabled !== true) await call("UpdateTable", stream);
}
