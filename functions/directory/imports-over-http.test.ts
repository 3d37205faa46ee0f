import { audienceIdOf, personIdOf } from "@preau/contract/derive-id";
import { writeSchoolAs } from "@preau/formats/sample/write-school-as";
import { startQueuesAndObjects } from "@preau/local/engines/queues-and-objects";
import type { SQSEvent } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importRequestedV1 } from "../../events/import-requested.v1.ts";
import { freshTable } from "../../test/support/fresh-table.ts";
import { aPerson } from "../../test/support/people.ts";
import { caller } from "../../test/support/request.ts";
import { directoryContract } from "./contract.ts";
import { directory } from "./manifest.ts";
import { COLLEGE, filesOf, LYCEE, sample } from "./test/sample-delivery.ts";
import { sampleSchool } from "./test/sample-school.ts";

const operator = aPerson("operator", "territory", "per_7k2mq4x9d0abc");
const person = (joinId: string) => personIdOf("TEST", joinId);
const files = filesOf(sample());

let engine: Awaited<ReturnType<typeof startQueuesAndObjects>>;
let ask: ReturnType<typeof caller>;
let deliver: (queue: SQSEvent) => Promise<{ batchItemFailures: unknown[] }>;

beforeAll(async () => {
  engine = await startQueuesAndObjects({});
  await freshTable(directory);
  Object.assign(process.env, { BUCKET_NAME: "preau-imports", AWS_ENDPOINT_URL_S3: engine.endpoint });
  await fetch(`${engine.endpoint}/preau-imports`, { method: "PUT" });
  ask = caller((await import("./api.lambda.ts")).handler, directoryContract);
  deliver = (await import("./on-import-requested.lambda.ts")).handler;
});
afterAll(() => engine.stop());

describe("an operator imports the delivery of an academy", () => {
  let params: { importId: string };
  let uploads: readonly { name: string; url: string }[];

  it("announces its files and learns where to send them", async () => {
    const announced = [...files].map(([name, { length }]) => ({ name, bytes: length }));
    const body = { kind: "aaf", files: announced, autoApprove: true };
    const answer = await ask("createImport", operator, { body });
    expect(answer).toMatchObject({ status: 201, body: { state: "awaiting-files" } });
    params = { importId: answer.body.importId };
    uploads = answer.body.uploads;
  });

  it("is told which files are missing", async () => {
    const [first, ...others] = uploads;
    await fetch(first?.url ?? "", { method: "PUT", body: Buffer.from(files.get(first?.name ?? "") ?? "") });
    const answer = await ask("startImport", operator, { params });
    expect(answer).toMatchObject({ status: 409, body: { code: "files-missing" } });
    expect(answer.body.errors.map(({ field }: { field: string }) => field)).toEqual(others.map(({ name }) => name));
  });

  it("starts it once, however often the order is sent", async () => {
    for (const { name, url } of uploads) await fetch(url, { method: "PUT", body: Buffer.from(files.get(name) ?? "") });
    const headers = { "idempotency-key": "one-order-only" };
    const first = await ask("startImport", operator, { params, headers });
    expect(first).toMatchObject({ status: 202, body: { state: "queued" } });
    expect((await ask("startImport", operator, { params, headers })).body).toEqual(first.body);
    expect(await ask("startImport", operator, { params })).toMatchObject({
      status: 409,
      body: { code: "import-already-started" },
    });
  });

  it("follows it to its end and reads its report", async () => {
    const body = JSON.stringify({ "detail-type": importRequestedV1.name, detail: params });
    const queue = { Records: [{ messageId: "1", body }] } as unknown as SQSEvent;
    expect(await deliver(queue)).toEqual({ batchItemFailures: [] });
    const done = await ask("readImport", operator, { params });
    expect(done).toMatchObject({ status: 200, body: { state: "done", errors: 0, counts: { pupils: { created: 3 } } } });
    expect(await ask("listImportIssues", operator, { params })).toMatchObject({ status: 200, body: { items: [] } });
  });
});

describe("once it is imported", () => {
  const teacher = aPerson("teacher", COLLEGE, person("600001"));
  const params = { schoolId: COLLEGE };

  it("a parent finds the school and the child", async () => {
    const answer = await ask("readMe", aPerson("guardian", COLLEGE, person("800001"), [person("700001")]));
    expect(answer).toMatchObject({
      status: 200,
      body: {
        schools: [{ schoolId: COLLEGE, roles: ["guardian"] }],
        children: [{ givenName: "Nina", className: "Sixième A" }],
      },
    });
  });

  it("a teacher finds the classes, and who is in them, without the families", async () => {
    const list = await ask("listAudiences", teacher, { params });
    expect(list.body.items.map(({ code }: { code: string }) => code)).toEqual(["6A", "6B", "6GLAT"]);
    const audienceId = audienceIdOf(COLLEGE, "6GLAT");
    const roster = await ask("readAudience", teacher, { params: { ...params, audienceId } });
    expect(roster.body.pupils.map(({ givenName }: { givenName: string }) => givenName)).toEqual(["Zoé", "Nina"]);
    expect(roster.text).not.toContain("guardianIds");
  });

  it("a class of nowhere does not exist", async () => {
    const answer = await ask("readAudience", teacher, { params: { ...params, audienceId: "aud_0000000000000" } });
    expect(answer).toMatchObject({ status: 404, body: { code: "not-found" } });
  });

  it("the school tells its time zone", async () => {
    expect(await ask("readSchool", teacher, { params })).toMatchObject({
      status: 200,
      body: { timeZone: "Europe/Paris" },
    });
  });
});

describe("a head imports the school's own export of SIECLE", () => {
  const head = aPerson("head", COLLEGE, person("600009"));
  const stranger = aPerson("head", LYCEE, person("600009"));
  const exported = writeSchoolAs("siecle", { ...sampleSchool(), academy: "TEST" });
  let params: { schoolId: string; importId: string };
  const queue = () => {
    const detail = { importId: params.importId };
    const body = JSON.stringify({ "detail-type": importRequestedV1.name, detail });
    return { Records: [{ messageId: "1", body }] } as unknown as SQSEvent;
  };
  const changes = (kind: string) => ask("listSchoolImportChanges", head, { params, query: { kind, limit: "2" } });

  it("and is shown the difference before anything is written", async () => {
    const announced = exported.map(({ name, bytes }) => ({ name, bytes: bytes.length }));
    const school = { schoolId: COLLEGE };
    const made = await ask("createSchoolImport", head, { params: school, body: { kind: "siecle", files: announced } });
    params = { ...school, importId: made.body.importId };
    for (const { name, url } of made.body.uploads)
      await fetch(url, { method: "PUT", body: Buffer.from(exported.find((one) => one.name === name)?.bytes ?? "") });
    expect(await ask("startSchoolImport", head, { params })).toMatchObject({ status: 202 });
    expect(await deliver(queue())).toEqual({ batchItemFailures: [] });
    const waiting = await ask("readSchoolImport", head, { params });
    expect(waiting.body).toMatchObject({ state: "awaiting-approval", counts: { pupils: { created: 5 } } });
    const first = await changes("created");
    expect(first.body.items).toHaveLength(2);
    expect(first.body.items[0]).toMatchObject({ schoolId: COLLEGE, kind: "created", message: expect.any(String) });
    expect(first.body.cursor).toBeDefined();
    const roster = await ask("readAudience", head, {
      params: { schoolId: COLLEGE, audienceId: audienceIdOf(COLLEGE, "6A") },
    });
    expect(roster.body.pupils.map(({ givenName }: { givenName: string }) => givenName)).toEqual(["Nina"]);
  });

  it("which the head of another school cannot see", async () => {
    const elsewhere = { schoolId: LYCEE, importId: params.importId };
    expect(await ask("readSchoolImport", stranger, { params: elsewhere })).toMatchObject({ status: 404 });
    expect(await ask("approveSchoolImport", stranger, { params: elsewhere, body: { digest: "" } })).toMatchObject({
      status: 404,
    });
  });

  it("approves what was shown and nothing else, once", async () => {
    const { body } = await ask("readSchoolImport", head, { params });
    const wrong = await ask("approveSchoolImport", head, { params, body: { digest: "another" } });
    expect(wrong).toMatchObject({ status: 409, body: { code: "other-difference" } });
    const unasked = [{ schoolId: COLLEGE, line: "chg_0000000000000", use: "new" }];
    const invented = await ask("approveSchoolImport", head, {
      params,
      body: { digest: body.digest, decisions: unasked },
    });
    expect(invented).toMatchObject({ status: 400 });
    const approved = await ask("approveSchoolImport", head, { params, body: { digest: body.digest } });
    expect(approved).toMatchObject({ status: 202, body: { state: "queued" } });
    expect(await deliver(queue())).toEqual({ batchItemFailures: [] });
    expect((await ask("readSchoolImport", head, { params })).body).toMatchObject({ state: "done" });
    expect(await ask("cancelSchoolImport", head, { params })).toMatchObject({ status: 409 });
    const roster = await ask("readAudience", head, {
      params: { schoolId: COLLEGE, audienceId: audienceIdOf(COLLEGE, "6A") },
    });
    expect(roster.body.pupils.map(({ givenName }: { givenName: string }) => givenName)).toContain("Léa");
  });
});
