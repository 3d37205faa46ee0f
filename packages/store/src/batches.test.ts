import { BatchGetCommand, BatchWriteCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { Entity } from "dynamodb-toolbox/entity";
import { BatchGetRequest } from "dynamodb-toolbox/entity/actions/batchGet";
import { BatchPutRequest } from "dynamodb-toolbox/entity/actions/batchPut";
import { item } from "dynamodb-toolbox/schema/item";
import { list } from "dynamodb-toolbox/schema/list";
import { string } from "dynamodb-toolbox/schema/string";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { getAll, putAll } from "./batches.ts";
import { schoolKey } from "./keys.ts";
import { openTable } from "./table.ts";

const table = openTable("directory");
const Census = new Entity({
  name: "census",
  table,
  timestamps: false,
  schema: item({ shard: string().key(), personIds: list(string()) }),
  computeKey: ({ shard }: { shard: string }) => ({ pk: schoolKey("0990001N", 2026, "CENSUS", shard), sk: "CENSUS" }),
});
const aws = mockClient(DynamoDBDocumentClient);
beforeEach(() => aws.reset());
afterAll(() => {
  aws.restore();
  vi.restoreAllMocks();
});

const shard = (letter: string) => ({ shard: letter });
const itemOf = (letter: string) => Census.build(BatchPutRequest).item({ ...shard(letter), personIds: [] });
const itemsSent = () =>
  aws
    .commandCalls(BatchWriteCommand)
    .map((call) => call.args[0].input.RequestItems?.directory?.map((one) => one.PutRequest?.Item?.shard));

describe("when DynamoDB is under pressure", () => {
  it("items left unprocessed are sent again, and they alone", async () => {
    const left = itemOf("b").params();
    aws
      .on(BatchWriteCommand)
      .resolvesOnce({ UnprocessedItems: { directory: [left] } })
      .resolves({});
    await putAll(table, ["a", "b", "c"].map(itemOf));
    expect(itemsSent()).toEqual([["a", "b", "c"], ["b"]]);
  });

  it("items that stay unprocessed are an error, so that the job is taken up again", async () => {
    aws.on(BatchWriteCommand).resolves({ UnprocessedItems: { directory: [itemOf("a").params()] } });
    vi.spyOn(Math, "random").mockReturnValue(0);
    await expect(putAll(table, [itemOf("a")])).rejects.toThrow("unwritten");
  });

  it("a key left unread is asked again: never is it taken for an item that does not exist", async () => {
    const request = Census.build(BatchGetRequest).key(shard("a"));
    const item = { ...request.params(), ...shard("a"), _et: "census", personIds: ["per_1"] };
    aws
      .on(BatchGetCommand)
      .resolvesOnce({ Responses: { directory: [] }, UnprocessedKeys: { directory: { Keys: [request.params()] } } })
      .resolves({ Responses: { directory: [item] } });
    expect(await getAll(table, [request])).toMatchObject([{ personIds: ["per_1"] }]);
  });
});

describe("many items", () => {
  it("go 25 at a time", async () => {
    aws.on(BatchWriteCommand).resolves({});
    await putAll(
      table,
      Array.from({ length: 60 }, (_, number) => itemOf(String(number))),
    );
    expect(itemsSent().map((items) => items?.length)).toEqual([25, 25, 10]);
  });
});
