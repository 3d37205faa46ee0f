import { join } from "node:path";
import { startDynamodb } from "./engines/dynamodb.ts";
import { startQueuesAndObjects } from "./engines/queues-and-objects.ts";
import type { StreamEnds } from "./engines/stream-ends.ts";

export interface Engines {
  readonly dynamodb: string;
  /** Of the DynamoDB engine, where it is a process of this runtime. */
  readonly dynamodbPid?: number | undefined;
  readonly streamEnds?: StreamEnds | undefined;
  readonly sqs: string;
  readonly s3: string;
  stop(): Promise<void>;
}

/**
 * Starts the stores of the runtime on the files of `dataDir`. A given endpoint replaces the embedded engine: first the
 * option, then PREAU_DYNAMODB_ENDPOINT and PREAU_S3_ENDPOINT. Queues are always embedded.
 */
export async function startEngines(options: {
  dataDir: string;
  dynamodbEndpoint?: string | undefined;
  objectStoreEndpoint?: string | undefined;
}): Promise<Engines> {
  const given = options.dynamodbEndpoint ?? process.env.PREAU_DYNAMODB_ENDPOINT;
  const dynamodb = given
    ? { endpoint: given, pid: undefined, streamEnds: undefined, stop: async () => {} }
    : await startDynamodb({ file: join(options.dataDir, "dynamodb.sqlite") });
  try {
    const queues = await startQueuesAndObjects({ dataDir: join(options.dataDir, "queues-and-objects") });
    return {
      dynamodb: dynamodb.endpoint,
      dynamodbPid: dynamodb.pid,
      streamEnds: dynamodb.streamEnds,
      sqs: queues.endpoint,
      s3: options.objectStoreEndpoint ?? process.env.PREAU_S3_ENDPOINT ?? queues.endpoint,
      stop: async () => {
        await queues.stop();
        await dynamodb.stop();
      },
    };
  } catch (error) {
    await dynamodb.stop();
    throw error;
  }
}
