import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { oneRosterBundle } from "@preau/formats/oneroster/csv-source";
import type { OneRosterCollection } from "@preau/formats/oneroster/source";
import { delivered, writeSchoolAs } from "@preau/formats/sample/write-school-as";
import { openArchives } from "@preau/formats/zip/open-archives";
import { startQueuesAndObjects } from "@preau/local/engines/queues-and-objects";
import type { SQSEvent } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importRequestedV1 } from "../../../events/import-requested.v1.ts";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { aPerson } from "../../../test/support/people.ts";
import { caller } from "../../../test/support/request.ts";
import { directoryContract } from "../contract.ts";
import { directory } from "../manifest.ts";
import { SCHOOL, sampleSchool } from "../test/sample-school.ts";

const operator = aPerson("operator", "territory", "per_7k2mq4x9d0abc");
const SECRET = "secret-d-essai";

/** Another ENT of this machine: the sample school over OneRoster 1.2, in one page a collection. */
const otherEnt = async (): Promise<Server> => {
  const bundle = oneRosterBundle(await openArchives(delivered(writeSchoolAs("oneroster", sampleSchool()))));
  const server = createServer(async ({ url = "", headers }, response) => {
    const collection = new URL(url, "http://127.0.0.1").pathname.split("/").at(-1) as OneRosterCollection | "token";
    const answer = (status: number, value: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    const basic = `Basic ${Buffer.from(`preau:${SECRET}`).toString("base64")}`;
    if (collection === "token")
      return answer(headers.authorization === basic ? 200 : 401, { access_token: "one-token" });
    if (headers.authorization !== "Bearer one-token") return answer(401, {});
    const items = await Array.fromAsync(bundle.list(collection));
    return answer(200, { [collection]: items.map(({ value }) => value) });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
};

let engine: Awaited<ReturnType<typeof startQueuesAndObjects>>;
let ent: Server;
let base: string;
let ask: ReturnType<typeof caller>;
let deliver: (queue: SQSEvent) => Promise<unknown>;
let deps: ReturnType<typeof import("../deps.ts")["makeDeps"]>;

beforeAll(async () => {
  [engine, ent] = await Promise.all([startQueuesAndObjects({}), otherEnt()]);
  base = `http://127.0.0.1:${(ent.address() as AddressInfo).port}`;
  await freshTable(directory);
  Object.assign(process.env, { STAGE: "local", BUCKET_NAME: "preau-imports", AWS_ENDPOINT_URL_S3: engine.endpoint });
  await fetch(`${engine.endpoint}/preau-imports`, { method: "PUT" });
  ask = caller((await import("../api.lambda.ts")).handler, directoryContract);
  deliver = (await import("../on-import-requested.lambda.ts")).handler;
  deps = (await import("../deps.ts")).makeDeps();
});
afterAll(async () => {
  await engine.stop();
  ent.close();
});

const service = (changes: object = {}) => ({
  base: `${base}/ims/oneroster/rostering/v1p2`,
  tokenUrl: `${base}/token`,
  clientId: "preau",
  clientSecret: SECRET,
  ...changes,
});
const create = (body: object) =>
  ask("createImport", operator, {
    body: { kind: "oneroster", schoolId: SCHOOL, academy: "99", schoolYear: 2026, ...body },
  });
const run = async (importId: string) => {
  expect(await ask("startImport", operator, { params: { importId } })).toMatchObject({ status: 202 });
  const body = JSON.stringify({ "detail-type": importRequestedV1.name, detail: { importId } });
  await deliver({ Records: [{ messageId: "1", body }] } as unknown as SQSEvent);
  return ask("readImport", operator, { params: { importId } });
};

describe("a school of another ENT, read over OneRoster", () => {
  it("is imported without a file, and the credentials are forgotten", async () => {
    const made = await create({ service: service(), autoApprove: true });
    expect(made).toMatchObject({ status: 201, body: { uploads: [] } });
    const { importId } = made.body;
    expect((await deps.imports.find(importId))?.service?.clientSecret).toBe(SECRET);
    const done = await run(importId);
    expect(done.body).toMatchObject({ state: "done", errors: 0, counts: { pupils: { created: 5 } } });
    expect(await deps.imports.find(importId)).not.toHaveProperty("service");
    expect(JSON.stringify([made.body, done.body])).not.toContain(SECRET);
  });

  it("is refused whole when the service does not take the credentials", async () => {
    const made = await create({ service: service({ clientSecret: "autre" }), autoApprove: true });
    expect((await run(made.body.importId)).body).toMatchObject({ state: "refused" });
    const report = await ask("listImportIssues", operator, { params: { importId: made.body.importId } });
    expect(report.body.items[0].message).toContain("refuse cette connexion");
  });

  it.each([
    ["neither files nor a service", {}, "body.files"],
    ["a service for another kind", { kind: "siecle", service: true }, "body.service"],
    ["both", { service: true, files: [{ name: "roster.zip", bytes: 10 }] }, "body.files"],
    ["an address without encryption", { service: { base: "http://ent.example.org/v1p2" } }, "body.service.base"],
    ["no school", { schoolId: undefined, service: true }, "body.schoolId"],
  ])("is refused with %s", async (_, { service: changed, ...body }: { service?: unknown }, field) => {
    const given = changed === undefined ? {} : { service: service(changed === true ? {} : (changed as object)) };
    const answer = await create({ ...body, ...given });
    expect({ status: answer.status, field: answer.body.errors?.[0].field }).toEqual({ status: 400, field });
  });
});
