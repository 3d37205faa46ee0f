import { randomUUID } from "node:crypto";
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { ProblemError } from "@preau/contract";
import { mockClient } from "aws-sdk-client-mock";
import { Entity } from "dynamodb-toolbox/entity";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import { beforeAll, describe, expect, it } from "vitest";
import { freshTable } from "../../../test/support/fresh-table.ts";
import {
  commit,
  decodeCursor,
  documentClient,
  encodeCursor,
  expiresAfter,
  keepTogether,
  olderThan,
  openReplies,
  openTable,
  readCapacity,
  resetCapacity,
  schoolKey,
  unlessNewer,
} from "./index.ts";

const bellEntity = (table: ReturnType<typeof openTable>) =>
  new Entity({
    name: "bell",
    table,
    timestamps: false,
    schema: item({ id: string().key(), version: number() }),
    computeKey: ({ id }: { id: string }) => ({ pk: schoolKey("0990001N", 2026, "BELL", id), sk: "BELL" }),
  });

let table: ReturnType<typeof openTable>;
let Bell: ReturnType<typeof bellEntity>;
beforeAll(async () => {
  table = openTable(await freshTable({ name: "bells", table: {} }));
  Bell = bellEntity(table);
});

const put = (id: string, version = 1) =>
  Bell.build(PutTransaction)
    .item({ id, version })
    .options({ condition: { attr: "version", exists: false } });
const read = async (id: string) => (await Bell.build(GetItemCommand).key({ id }).send()).Item;

describe("keys", () => {
  it("begin with the school and its year, then spread", () => {
    expect(Bell.build(PutItemCommand).item({ id: "b1", version: 1 }).params().Item).toMatchObject({
      pk: "SCHOOL#0990001N#2026#BELL#b1",
      sk: "BELL",
    });
  });

  it("expire so many days later, in seconds", () => expect(expiresAfter(2, new Date(1_000_000))).toBe(1_000 + 172_800));
});

describe("a commit", () => {
  it("writes all, or nothing and says which condition failed", async () => {
    await commit(put("a"), put("b"));
    await expect(commit(put("c"), put("a"))).rejects.toMatchObject({ name: "LostRace", positions: [1] });
    expect(await read("c")).toBeUndefined();
  });

  // The engine runs one transaction at a time: a conflict can only be played.
  it("meets a conflict with one more try", async () => {
    const played = mockClient(DynamoDBDocumentClient);
    const conflict = new TransactionCanceledException({
      $metadata: {},
      message: "",
      CancellationReasons: [{ Code: "TransactionConflict" }],
    });
    played.on(TransactWriteCommand).rejectsOnce(conflict).resolves({});
    await commit(put("d"));
    expect(played.commandCalls(TransactWriteCommand)).toHaveLength(2);
    played.on(TransactWriteCommand).rejects(conflict);
    await expect(commit(put("e"))).rejects.toMatchObject({ name: "TransactionCanceledException" });
    played.restore();
  });
});

describe("a projection", () => {
  it("keeps the newest version, whatever comes in between", async () => {
    const keep = (version: number) =>
      unlessNewer(
        Bell.build(PutItemCommand)
          .item({ id: "p", version })
          .options({ condition: olderThan(version) })
          .send(),
      );
    expect([await keep(2), await keep(1), await keep(2), await keep(3)]).toEqual([true, false, false, true]);
    expect(await read("p")).toMatchObject({ version: 3 });
  });

  it("of many items goes in hundreds, and leaves only the newer ones alone", async () => {
    const keep = (id: string, version: number) =>
      Bell.build(PutTransaction)
        .item({ id, version })
        .options({ condition: olderThan(version) });
    const ids = Array.from({ length: 120 }, (_, index) => `many-${index}`);
    resetCapacity();
    await keepTogether(ids.map((id) => keep(id, 1)));
    expect(readCapacity()).toMatchObject({ calls: 2, wru: 240 });
    await keepTogether([keep("many-7", 9)]);
    await keepTogether(ids.map((id) => keep(id, 5)));
    expect([
      (await read("many-7"))?.version,
      (await read("many-8"))?.version,
      (await read("many-119"))?.version,
    ]).toEqual([9, 5, 5]);
  });
});

describe("first answers", () => {
  it("are found by whoever sent the key, and fail a second commit under it", async () => {
    const replies = openReplies(table);
    const claim = { accountId: "acc_1", key: randomUUID(), fingerprint: "f" };
    const reply = { status: 201, body: { rings: 1 } };
    await commit(put("r1"), replies.remember(claim, reply, new Date()));
    expect(await replies.find(claim)).toMatchObject({ ...reply, fingerprint: "f" });
    expect(await replies.find({ ...claim, accountId: "acc_2" })).toBeUndefined();
    await expect(commit(put("r2"), replies.remember(claim, reply, new Date()))).rejects.toMatchObject({
      positions: [1],
    });
  });
});

describe("capacity", () => {
  it("counts units, and the longest chain of calls that waited for one another", async () => {
    resetCapacity();
    await Promise.all([read("a"), read("b")]);
    await read("a");
    expect(readCapacity()).toMatchObject({ rru: 1.5, wru: 0, calls: 3, roundTrips: 2, commands: { GetItem: 3 } });
    await commit(put("cap"));
    expect(readCapacity()).toMatchObject({ wru: 2, roundTrips: 3 });
  });

  it("is asked of every command, those of the plain document client too", async () => {
    resetCapacity();
    await documentClient.send(new GetCommand({ TableName: table.getName(), Key: { pk: "x", sk: "y" } }));
    expect(readCapacity().rru).toBe(0.5);
  });
});

describe("a cursor", () => {
  it("carries a sort key there and back", () =>
    expect(decodeCursor(encodeCursor("NOTICE#2026-11-23#08:00"))).toBe("NOTICE#2026-11-23#08:00"));

  it.each(["", "~~~~", "YQ==", Buffer.from("\u0000evil").toString("base64url")])(
    "made up (%j) is refused, naming the field",
    (cursor) => {
      expect(() => decodeCursor(cursor)).toThrow(ProblemError);
    },
  );
});
