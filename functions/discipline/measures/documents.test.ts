import { personIdOf } from "@preau/contract/derive-id";
import { beforeAll, describe, expect, it } from "vitest";
import { aClass, COLLEGE, MONDAY } from "../../../test/support/a-class.ts";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { aPerson } from "../../../test/support/people.ts";
import { caller } from "../../../test/support/request.ts";
import { disciplineContract } from "../contract.ts";
import { discipline } from "../manifest.ts";
import { keepRoster } from "../school/keep-roster.ts";

const teacher = aPerson("teacher", COLLEGE, personIdOf("TEST", "teacher"));
const colleague = aPerson("teacher", COLLEGE, personIdOf("TEST", "colleague"));
const cpe = aPerson("cpe", COLLEGE, personIdOf("TEST", "cpe"));
const sixthA = aClass("6A", 2);
const [nina, zoe] = sixthA.pupils;
if (!nina || !zoe) throw new Error("the class has pupils");
const mother = aPerson("guardian", COLLEGE, nina.guardianIds[0] ?? "", [nina.pupilId]);
const father = aPerson("guardian", COLLEGE, zoe.guardianIds[0] ?? "", [zoe.pupilId]);
const announced = { name: "exercices.pdf", mediaType: "application/pdf", bytes: 120_000 };

let documents: ReturnType<typeof caller>;
let letters: ReturnType<typeof caller>;
let params: { schoolId: string; pupilId: string; measureId: string };

beforeAll(async () => {
  await freshTable(discipline);
  process.env.PREAU_CLOCK_OFFSET_MS = String(Date.parse(`${MONDAY}T07:30:00Z`) - Date.now());
  process.env.BUCKET_NAME = "discipline";
  const { handler } = await import("../api.lambda.ts");
  const { makeDeps } = await import("../deps.ts");
  await keepRoster(sixthA, makeDeps());
  documents = caller((await import("../documents.lambda.ts")).handler, disciplineContract);
  letters = caller((await import("../letters.lambda.ts")).handler, disciplineContract);
  const { body } = await caller(handler, disciplineContract)("givePunishment", teacher, {
    params: { schoolId: COLLEGE, pupilId: nina.pupilId },
    body: { punishmentId: "extra-work", reason: "Travail non fait", work: "Exercices joints", dueOn: "2026-11-27" },
  });
  params = { schoolId: COLLEGE, pupilId: nina.pupilId, measureId: body.measureId };
});

describe("a document of the work to do", () => {
  it("is sent straight to the store, of the type and length announced, and fetched by the family", async () => {
    const added = await documents("addMeasureFile", teacher, { params, body: { version: 1, ...announced } });
    expect(added.body).toMatchObject({ file: announced, version: 2 });
    const upload = new URL(added.body.upload.url);
    expect(upload.pathname).toContain(`${COLLEGE}/${params.measureId}/${added.body.file.fileId}`);
    expect(upload.searchParams.get("X-Amz-SignedHeaders")).toBe("content-length;content-type;host");
    const { fileId } = added.body.file;
    const fetched = await documents("readMeasureFile", mother, { params: { ...params, fileId } });
    expect(fetched.body.download.url).toContain(fileId);
    expect((await documents("readMeasureFile", father, { params: { ...params, fileId } })).status).toBe(404);
    expect(
      (await documents("readMeasureFile", mother, { params: { ...params, fileId: "fil_7k2mq4x9d0abc" } })).status,
    ).toBe(404);
  });

  it("is added by whoever follows the punishment, and ten times at most", async () => {
    expect((await documents("addMeasureFile", colleague, { params, body: { version: 2, ...announced } })).status).toBe(
      404,
    );
    for (let version = 2; version <= 10; version += 1)
      expect((await documents("addMeasureFile", cpe, { params, body: { version, ...announced } })).status).toBe(201);
    const { body } = await documents("addMeasureFile", cpe, { params, body: { version: 11, ...announced } });
    expect(body.code).toBe("too-many-files");
  });
});

describe("the letter", () => {
  it("is printed for whoever gave the punishment and for school life, not for others", async () => {
    const printed = await letters("printMeasureLetter", teacher, { params });
    expect(printed.headers["content-type"]).toBe("application/pdf");
    expect((await letters("printMeasureLetter", cpe, { params })).status).toBe(200);
    expect((await letters("printMeasureLetter", colleague, { params })).status).toBe(404);
    expect((await letters("printMeasureLetter", mother, { params })).status).toBe(403);
  });
});
