import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { startEngine } from "../bench/start-engine.ts";

const WARM_UP = 2_000;
const COUNTED = 2_000;

/**
 * Milliseconds of processor that one call to the database takes through AWS's own client, in a process that does nothing else: what
 * a function that asks four times cannot fall under. Of an item that does not exist: nothing is read out of the answer.
 */
export const measureSdkCall = async (): Promise<number> => {
  const engine = await startEngine();
  const client = new DynamoDBClient({});
  try {
    const Key = { pk: { S: "NOBODY" }, sk: { S: "NOTHING" } };
    const ask = async (times: number): Promise<void> => {
      for (let time = 0; time < times; time += 1)
        await client.send(new GetItemCommand({ TableName: "switchboard", Key }));
    };
    await ask(WARM_UP);
    const before = process.cpuUsage();
    await ask(COUNTED);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000 / COUNTED;
  } finally {
    client.destroy();
    await engine.stop();
  }
};
