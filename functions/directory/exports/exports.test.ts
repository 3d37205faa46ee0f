import type { PersonId, SchoolId } from "@preau/contract";
import { audienceIdOf, personIdOf } from "@preau/contract/derive-id";
import { startQueuesAndObjects } from "@preau/local/engines/queues-and-objects";
import { openTable, readCapacity, resetCapacity } from "@preau/store";
import type { SQSEvent } from "aws-lambda";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportRequestedV1 } from "../../../events/export-requested.v1.ts";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { aPerson } from "../../../test/support/people.ts";
import { caller } from "../../../test/support/request.ts";
import { directoryContract } from "../contract.ts";
import { directory } from "../manifest.ts";
import type { Person } from "../person.ts";
import { openDirectoryStore } from "../store.ts";
import { openExportStore } from "./export-store.ts";

const SCHOOL = "0990001N" as SchoolId;
const OTHER = "0990002P" as SchoolId;
const schoolYear = Number(new Date().getMonth() >= 7 ? new Date().getFullYear() : new Date().getFullYear() - 1);
const id = (name: string) => personIdOf("TEST", name) as PersonId;
const audience = (code: string, kind: "class" | "group") => ({
  audienceId: audienceIdOf(SCHOOL, code),
  code,
  label: `Label ${code}`,
  kind,
});
const [sixthA, latin] = [audience("6A", "class"), audience("6GLAT", "group")];

const someone = (content: Partial<Person>): Person => ({
  academy: "TEST",
  familyName: "MARLOW",
  givenName: "Nina",
  roles: [],
  school: { name: "Collège Ada Lovelace", timeZone: "Europe/Paris" },
  contact: { phones: [] },
  ...content,
});
const pupil = (content: Partial<Person>, more: Partial<NonNullable<Person["pupil"]>> = {}) =>
  someone({
    roles: ["pupil"],
    birthDate: "2014-03-14",
    pupil: {
      options: [{ code: "020700", label: "LATIN" }],
      mef: { code: "10010012110", label: "6EME" },
      audiences: [sixthA, latin],
      guardians: [{ personId: id("mother"), level: 1, kinship: "10" }],
      ...more,
    },
    ...content,
  });

const people: Readonly<Record<string, Person>> = {
  nina: pupil({}, { eleveId: "1001" }),
  zoe: pupil({ familyName: "=CMD()", givenName: "Zoé" }),
  gone: pupil({ givenName: "Partie" }, { eleveId: "1003", leftOn: "2020-01-01" }),
  mother: someone({
    givenName: "Ada",
    roles: ["guardian"],
    contact: { phones: ["+33 6 99 00 00 01"], mail: "ada@example.org" },
    guardian: { children: [{ pupilId: id("nina"), level: 1, kinship: "10" }] },
  }),
  teacher: someone({
    familyName: "BRIAC",
    givenName: "Solène",
    roles: ["teacher"],
    contact: { phones: [], mail: "solene@example.org" },
    staff: {
      functions: [],
      teaches: [{ ...sixthA, subjects: [{ code: "061300", label: "MATHEMATIQUES" }] }],
      headTeacherOf: [sixthA.audienceId],
    },
  }),
  head: someone({
    familyName: "OUALI",
    givenName: "Karim",
    roles: ["head"],
    contact: { phones: [], mail: "karim@example.org" },
    staff: { functions: [], teaches: [], headTeacherOf: [] },
  }),
};

let engine: Awaited<ReturnType<typeof startQueuesAndObjects>>;
let ask: ReturnType<typeof caller>;
let deliver: (queue: SQSEvent) => Promise<{ batchItemFailures: unknown[] }>;
let tableName: string;

const head = aPerson("head", SCHOOL, id("head"));
const operator = aPerson("operator", "territory", "per_7k2mq4x9d0abc");
const params = { schoolId: SCHOOL };

beforeAll(async () => {
  engine = await startQueuesAndObjects({});
  tableName = await freshTable(directory);
  Object.assign(process.env, { BUCKET_NAME: "preau-exports", AWS_ENDPOINT_URL_S3: engine.endpoint });
  await fetch(`${engine.endpoint}/preau-exports`, { method: "PUT" });
  const store = openDirectoryStore(openTable(tableName));
  const mark = { hash: "0123456789012345678901", version: 1_767_225_600_000, since: 5 };
  const school = {
    name: "Collège Ada Lovelace",
    academy: "TEST",
    timeZone: "Europe/Paris",
    audiences: [sixthA, latin],
  };
  await store.put([
    { kind: "school", schoolId: SCHOOL, schoolYear, id: SCHOOL, content: school, mark },
    ...Object.entries(people).map(
      ([name, content]) => ({ kind: "person", schoolId: SCHOOL, schoolYear, id: id(name), content, mark }) as const,
    ),
  ]);
  await store.addToCensus({ schoolId: SCHOOL, schoolYear }, Object.keys(people).map(id));
  ask = caller((await import("../exports-api.lambda.ts")).handler, directoryContract);
  deliver = (await import("../on-export-requested.lambda.ts")).handler;
});
afterAll(() => engine.stop());

const run = async (owner: string, exportId: string) => {
  const body = JSON.stringify({ "detail-type": exportRequestedV1.name, detail: { owner, schoolYear, exportId } });
  const queue = { Records: [{ messageId: "1", body }] } as unknown as SQSEvent;
  expect(await deliver(queue)).toEqual({ batchItemFailures: [] });
};

/** Asks for a file, lets it be written, and fetches it. */
const fetched = async (body: object) => {
  const asked = await ask("requestExport", head, { params, body });
  expect(asked).toMatchObject({ status: 202, body: { state: "queued", schoolId: SCHOOL } });
  await run(SCHOOL, asked.body.exportId);
  const read = await ask("readExport", head, { params: { ...params, exportId: asked.body.exportId } });
  expect(read.status).toBe(200);
  const files = await Promise.all(
    read.body.downloads.map(async ({ name, url }: { name: string; url: string }) => ({
      name,
      bytes: new Uint8Array(await (await fetch(url)).arrayBuffer()),
    })),
  );
  return { export: read.body, files: files as { name: string; bytes: Uint8Array }[] };
};
const textOf = (bytes: Uint8Array | undefined, encoding = "utf-8") => new TextDecoder(encoding).decode(bytes);

describe("a head asks for the directory", () => {
  it("and gets everybody who is there, without addresses unless they are asked for", async () => {
    const { files, export: told } = await fetched({ kind: "directory-csv" });
    const text = textOf(files[0]?.bytes);
    expect(files.map(({ name }) => name)).toEqual([`annuaire-${SCHOOL}.csv`]);
    expect(text).toContain("MARLOW;Nina;Élève;6A;6GLAT;14/03/2014;Ada MARLOW");
    expect(text).not.toContain("Partie");
    expect(text).not.toContain("ada@example.org");
    expect(text).toContain("'=CMD()");
    expect(told).toMatchObject({
      state: "done",
      message: "L’export est prêt : 2 élèves, 3 adultes.",
      counts: { schools: 1, pupils: 2, adults: 3, leftOut: 0 },
    });
    expect(textOf((await fetched({ kind: "directory-csv", contacts: true })).files[0]?.bytes)).toContain(
      "ada@example.org",
    );
  });

  it("once, however often the order is sent, and sees who asked for what", async () => {
    const headers = { "idempotency-key": "one-order-only" };
    const asked = { params, headers, body: { kind: "directory-csv" } };
    const first = await ask("requestExport", head, asked);
    expect((await ask("requestExport", head, asked)).body).toEqual(first.body);
    const list = await ask("listExports", head, { params });
    expect(list.body.items.map(({ kind }: { kind: string }) => kind)).toEqual(Array(3).fill("directory-csv"));
    expect(list.body.items[0]).toMatchObject({ exportId: first.body.exportId, requestedBy: head.accountId });
  });
});

describe("the links between pupils and groups, for SIECLE", () => {
  it("are a ZIP of one file, and say whom SIECLE would not know", async () => {
    const { files, export: told } = await fetched({ kind: "eleve-groupe" });
    const [zip] = files;
    expect(zip?.name).toMatch(new RegExp(`^${SCHOOL}ELEGROUPE${schoolYear}\\d{12}\\.zip$`));
    const [[name, bytes] = ["", undefined]] = Object.entries(unzipSync(zip?.bytes ?? new Uint8Array()));
    expect(name).toBe(zip?.name.replace(".zip", ".xml"));
    expect(textOf(bytes, "iso-8859-15")).toContain("<CODE_GROUPE>6GLAT</CODE_GROUPE>");
    expect(told.leftOut).toEqual([
      { pupilId: id("zoe"), schoolId: SCHOOL, reason: expect.stringContaining("ELEVE_ID") },
    ]);
    expect(told.message).toBe(
      "L’export est prêt : 2 élèves, 3 adultes. 1 élève n’y figure pas : consultez la liste avant d’envoyer le fichier.",
    );
  });
});

describe("OneRoster", () => {
  it("tells pupils and staff, never parents nor the addresses of pupils", async () => {
    const [zip] = (await fetched({ kind: "oneroster-csv" })).files;
    const files = unzipSync(zip?.bytes ?? new Uint8Array());
    const users = strFromU8(files["users.csv"] ?? new Uint8Array());
    expect(users).toContain(id("nina"));
    expect(users).toContain("solene@example.org");
    expect(users).not.toContain(id("mother"));
    expect(strFromU8(files["enrollments.csv"] ?? new Uint8Array())).toContain(id("teacher"));
  });
});

describe("the GAR", () => {
  it("receives nothing of a school that is not enrolled", async () => {
    expect(await ask("requestExport", head, { params, body: { kind: "gar" } })).toMatchObject({
      status: 409,
      body: { code: "not-enrolled" },
    });
    expect(await ask("requestGarExport", operator, { body: { degree: "2D" } })).toMatchObject({
      status: 409,
      body: { code: "gar-not-configured" },
    });
  });

  it("receives, of those that are, an archive and its checksum", async () => {
    const settings = { ent: "P1", enrolled: [SCHOOL, OTHER] };
    expect(await ask("changeGarSettings", operator, { body: settings })).toMatchObject({ status: 200, body: settings });
    expect((await ask("readGarSettings", operator)).body).toEqual(settings);
    const asked = await ask("requestGarExport", operator, { body: { degree: "2D" } });
    await run("territory", asked.body.exportId);
    const read = await ask("readGarExport", operator, { params: { exportId: asked.body.exportId } });
    expect(read.body).toMatchObject({ state: "done", counts: { schools: 1, pupils: 2, adults: 3 } });
    expect(read.body.downloads.map(({ name }: { name: string }) => name.replace(/\d+_\d+/, "…"))).toEqual([
      "P1_GAR-ENT_Complet_…_2D.tar.gz",
      "P1_GAR-ENT_Complet_…_2D.tar.gz.md5",
    ]);
    expect((await fetched({ kind: "gar" })).files).toHaveLength(2);
  });

  it("is another school's business for whoever asks about an export that is not theirs", async () => {
    const asked = await ask("requestExport", head, { params, body: { kind: "directory-csv" } });
    const elsewhere = aPerson("head", OTHER, id("head"));
    const answer = await ask("readExport", elsewhere, { params: { schoolId: OTHER, exportId: asked.body.exportId } });
    expect(answer).toMatchObject({ status: 404, body: { code: "not-found" } });
  });
});

describe("what exports take from the table", () => {
  const store = () => openExportStore(openTable(tableName));
  const price = async (step: () => Promise<unknown>) => {
    resetCapacity();
    await step();
    return readCapacity();
  };

  it("is one read unit for one, half a unit for a page of ten", async () => {
    const { items } = await store().exportsOf({ owner: SCHOOL, schoolYear }, { limit: 10 });
    const [latest] = items;
    if (latest === undefined) throw new Error("exports were asked for");
    expect(await price(() => store().find(latest))).toMatchObject({ rru: 1, roundTrips: 1 });
    const page = await price(() => store().exportsOf({ owner: SCHOOL, schoolYear }, { limit: 10 }));
    expect(page.rru).toBeLessThanOrEqual(0.5);
  });

  it("is one item that only the first of two nights writes", async () => {
    const job = (await store().exportsOf({ owner: SCHOOL, schoolYear }, { limit: 1 })).items[0];
    if (job === undefined) throw new Error("exports were asked for");
    expect(await store().createOnce(job)).toBe(false);
  });
});
