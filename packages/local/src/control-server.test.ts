import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type School, startSchool } from "./fixture/start-school.ts";

const sdk = { region: "eu-west-3", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
let school: School;
beforeAll(async () => {
  school = await startSchool();
});
beforeEach(() => school.forget());
afterAll(() => school.stop());

describe("the AWS APIs that functions call", { timeout: 20_000 }, () => {
  it("put events: a wrong entry is told, a right one reaches its queue", async () => {
    const events = new EventBridgeClient({ ...sdk, endpoint: school.runtime().endpoints.events });
    const entry = { Source: "preau.attendance", DetailType: "x.v1", EventBusName: "school-bus" };
    const reply = await events.send(
      new PutEventsCommand({
        Entries: [
          { ...entry, Detail: '{"pupilId":"ana","kind":"x"}' },
          { ...entry, Detail: "not json" },
          { ...entry, Detail: "{}", EventBusName: "nowhere" },
        ],
      }),
    );
    expect(reply.FailedEntryCount).toBe(2);
    expect(reply.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([undefined, "MalformedDetail", "InvalidArgument"]);
    await school.runtime().idle();
    expect(school.notes()).toEqual(["ana x"]);
    const tooMany = new PutEventsCommand({ Entries: Array.from({ length: 11 }, () => ({ ...entry, Detail: "{}" })) });
    await expect(events.send(tooMany)).rejects.toThrow("1 to 10 entries");
  });

  it("send to a queue by the URL that Ref gives", async () => {
    const body = JSON.stringify({ detail: { pupilId: "leo", kind: "direct" } });
    const QueueUrl = `${school.runtime().endpoints.sqs}/000000000000/notices`;
    await sqs().send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
    await school.runtime().idle();
    expect(school.notes()).toEqual(["leo direct"]);
  });

  it("keep an object", async () => {
    await fetch(`${school.runtime().endpoints.s3}/documents/a.txt`, { method: "PUT", body: "bonjour" });
    expect(await (await fetch(`${school.runtime().endpoints.s3}/documents/a.txt`)).text()).toBe("bonjour");
  });

  it("invoke a function, and tell its errors", async () => {
    const fine = await invokeApi("edge", { action: "pid" });
    expect([fine.status, fine.headers.get("x-amz-function-error")]).toEqual([200, null]);
    const failed = await invokeApi("edge", { action: "fail" });
    expect([failed.status, failed.headers.get("x-amz-function-error")]).toEqual([200, "Unhandled"]);
    expect(await failed.json()).toMatchObject({ errorType: "TypeError", errorMessage: "mauvaise note" });
    expect((await invokeApi("nobody", {})).status).toBe(404);
    const parallel = await Promise.all([1, 2, 3].map(() => invokeApi("edge", { action: "wait" })));
    expect(parallel.map(({ status }) => status).toSorted()).toEqual([200, 200, 429]);
  });

  it("invoke a function without waiting, again when it fails", async () => {
    const accepted = await invokeApi("edge", put("noa", "async"), { "x-amz-invocation-type": "Event" });
    expect(accepted.status).toBe(202);
    await school.runtime().idle();
    expect(school.notes()).toEqual(["noa async"]);
  });
});

function put(pupilId: string, kind: string) {
  return { routeKey: "PUT /v1/absences/{pupilId}", pathParameters: { pupilId }, body: JSON.stringify({ kind }) };
}

function sqs(): SQSClient {
  return new SQSClient({ ...sdk, endpoint: school.runtime().endpoints.sqs });
}

function invokeApi(name: string, payload: object, headers = {}): Promise<Response> {
  const url = `${school.runtime().endpoints.lambda}/2015-03-31/functions/${name}/invocations`;
  return fetch(url, { method: "POST", headers, body: JSON.stringify(payload) });
}
