import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { afterEach, describe, expect, it } from "vitest";
import { startDynamodb } from "./dynamodb.ts";

const directory = mkdtempSync(join(tmpdir(), "preau-engine-test-"));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe("the embedded DynamoDB engine", () => {
  it("finds the school's data again after a stop", async () => {
    const file = join(directory, "school.sqlite");
    const first = await startDynamodb({ file });
    const before = client(first.endpoint);
    await before.send(
      new CreateTableCommand({
        TableName: "schools",
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      }),
    );
    await before.send(new PutItemCommand({ TableName: "schools", Item: { pk: { S: "0990001N" } } }));
    await first.stop();

    const second = await startDynamodb({ file });
    const found = await client(second.endpoint).send(
      new GetItemCommand({ TableName: "schools", Key: { pk: { S: "0990001N" } } }),
    );
    await second.stop();
    expect(found.Item).toEqual({ pk: { S: "0990001N" } });
  });

  it("is empty at every start when no file is given", async () => {
    const engine = await startDynamodb();
    const tables = await client(engine.endpoint).send(new ListTablesCommand({}));
    await engine.stop();
    expect(tables.TableNames).toEqual([]);
  });

  it("dies with its owner, even when the owner is killed outright", async () => {
    const file = join(directory, "orphan.sqlite");
    const module = new URL("./dynamodb.ts", import.meta.url).href;
    const script = `const { startDynamodb } = await import(${JSON.stringify(module)});
      await startDynamodb({ file: ${JSON.stringify(file)} }); console.log("ready"); setInterval(() => {}, 1000);`;
    const owner = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    await new Promise((ready) => owner.stdout.once("data", ready));
    const engine = Number(readFileSync(`${file}.pid`, "utf8"));
    expect(runs(engine)).toBe(true);
    owner.kill("SIGKILL");
    await expect.poll(() => runs(engine), { timeout: 3_000 }).toBe(false);
  });
});

function client(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({
    endpoint,
    region: "eu-west-3",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}
