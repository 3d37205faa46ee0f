import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { personIdOf } from "@preau/contract/derive-id";
import { readCapacity } from "@preau/store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aClass, COLLEGE, MONDAY } from "../../../test/support/a-class.ts";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { callerOf } from "../../../test/support/handlers.ts";
import { aPerson } from "../../../test/support/people.ts";
import { caller } from "../../../test/support/request.ts";
import { attendanceContract } from "../contract.ts";
import { keepRoster } from "../keep-roster.ts";
import { attendance } from "../manifest.ts";

const sixthA = aClass("6A", 6);
const fifthB = aClass("5B", 3);
const [nina, zoe] = sixthA.pupils;
const [hugo] = fifthB.pupils;
if (!nina || !zoe || !hugo) throw new Error("the classes have pupils");
const cpe = aPerson("cpe", COLLEGE, personIdOf("TEST", "cpe"));
const ownCpe = personIdOf("TEST", "cpe-of-5B");
const desk = aPerson("supervisor", COLLEGE, personIdOf("TEST", "desk"));
const parentOf = (pupil: typeof nina, which: 0 | 1 = 0) =>
  aPerson("guardian", COLLEGE, pupil.guardianIds[which] ?? "", [pupil.pupilId]);
const mother = parentOf(nina);
const father = parentOf(nina, 1);

/** A store of files that keeps what is PUT as S3 does. */
const files = new Map<string, Buffer>();
let s3: Server;
let ask: ReturnType<typeof caller>;
let state: ReturnType<typeof caller>;
let deps: ReturnType<typeof import("../deps.ts")["makeDeps"]>;

beforeAll(async () => {
  s3 = createServer(async (request, response) => {
    const path = new URL(request.url ?? "", "http://s3").pathname;
    if (request.method === "PUT") files.set(path, Buffer.concat(await Array.fromAsync(request)));
    const found = files.get(path);
    response.writeHead(found === undefined ? 404 : 200, { "content-length": found?.length ?? 0 });
    response.end(request.method === "GET" ? found : undefined);
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => s3.once("listening", resolve));
  await freshTable(attendance);
  process.env.PREAU_CLOCK_OFFSET_MS = String(Date.parse(`${MONDAY}T07:30:00Z`) - Date.now());
  Object.assign(process.env, {
    BUCKET_NAME: "proofs",
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${(s3.address() as AddressInfo).port}`,
  });
  ask = caller((await import("../statements.lambda.ts")).handler, attendanceContract);
  state = callerOf(attendance);
  deps = (await import("../deps.ts")).makeDeps();
  for (const one of [sixthA, fifthB]) await keepRoster(one, deps);
});
afterAll(() => s3.close());

const say = async (pupil: typeof nina, day: string, more: object = {}) => {
  const { status, body } = await state("stateAbsence", parentOf(pupil), {
    params: { schoolId: COLLEGE, pupilId: pupil.pupilId },
    body: { from: { day, time: "08:00" }, to: { day, time: "18:00" }, text: "De la fièvre.", ...more },
  });
  expect(status).toBe(201);
  expect(readCapacity().wru).toBe(6 + 2 * body.days);
  return { schoolId: COLLEGE, pupilId: pupil.pupilId as string, statementId: String(body.statementId) };
};
const toTreat = async (query: Record<string, string> = {}, who = cpe) => {
  const { body } = await ask("listStatements", who, { params: { schoolId: COLLEGE }, query });
  return body.items.map((one: { pupilId: string; from: { day: string } }) => `${one.pupilId} ${one.from.day}`);
};
const seenBy = async (who: typeof mother) => {
  const { body } = await ask("listPupilStatements", who, { params: { schoolId: COLLEGE, pupilId: nina.pupilId } });
  return body.items;
};
const accept = { decision: "accept", reasonId: "illness" };

describe("what families say of absences", () => {
  it("waits on one list, in the order the absences begin, ahead or afterwards", async () => {
    await say(nina, "2026-12-01");
    await say(zoe, "2026-11-20");
    await say(hugo, MONDAY);
    expect(await toTreat()).toEqual([
      `${zoe.pupilId} 2026-11-20`,
      `${hugo.pupilId} ${MONDAY}`,
      `${nina.pupilId} 2026-12-01`,
    ]);
    expect(readCapacity().rru).toBeLessThanOrEqual(2);
  });

  it("is found by class and by period", async () => {
    expect(await toTreat({ classId: fifthB.audience.id })).toEqual([`${hugo.pupilId} ${MONDAY}`]);
    expect(await toTreat({ from: MONDAY, to: MONDAY })).toEqual([`${hugo.pupilId} ${MONDAY}`]);
    expect(await toTreat({ from: "2026-12-02" })).toEqual([]);
  });

  it("comes page by page even when a filter leaves most of it out", async () => {
    const query = { classId: fifthB.audience.id, limit: "1" };
    expect(await toTreat(query)).toEqual([`${hugo.pupilId} ${MONDAY}`]);
  });

  it("is read by a CPE for their own pupils, where the school is shared so", async () => {
    const sectors = [{ personId: ownCpe, audienceIds: [fifthB.audience.id], pupilIds: [] }];
    await deps.sectors.keep({ schoolId: COLLEGE, schoolYear: 2026 }, { version: 1, everybodySeesAll: true, sectors });
    const who = aPerson("cpe", COLLEGE, ownCpe);
    expect(await toTreat({ pupils: "own" }, who)).toEqual([`${hugo.pupilId} ${MONDAY}`]);
    expect(await toTreat({}, who)).toHaveLength(3);
  });

  it("leaves as a table with what the family wrote, and no cell that a spreadsheet would run", async () => {
    await say(hugo, "2026-11-24", { text: "=1+1" });
    const { text } = await ask("exportStatements", cpe, { params: { schoolId: COLLEGE } });
    const rows = Buffer.from(text, "base64").toString().trim().split("\r\n");
    expect(rows).toHaveLength(5);
    expect(rows.join("\n")).toContain(";'=1+1;");
    expect(rows[1]).toContain(";à traiter;");
  });
});

describe("the answer of school life", () => {
  const decide = (params: Awaited<ReturnType<typeof say>>, body: object, who = cpe) =>
    ask("decideStatement", who, { params, body });

  it("accepts, and excuses every open day of the statement by one treatment", async () => {
    const params = await say(nina, MONDAY, { to: { day: "2026-11-25", time: "12:00" } });
    const { status, body } = await decide(params, accept);
    expect({ status, body }).toMatchObject({ status: 200, body: { state: "accepted", reason: "Maladie de l’élève" } });
    expect(readCapacity().wru).toBe(8 + 2 * 3);
    const key = { schoolId: COLLEGE, schoolYear: 2026, pupilId: nina.pupilId };
    const treated = await Promise.all(
      [MONDAY, "2026-11-24", "2026-11-25", "2026-11-26"].map((day) => deps.days.sourcesOf(key, day)),
    );
    expect(treated.map(({ treatments }) => treatments.map(({ to, justified }) => [to, justified]))).toEqual([
      [["23:59", true]],
      [["23:59", true]],
      [["12:00", true]],
      [],
    ]);
    expect(treated[0]?.treatments[0]?.treatmentId).toBe(body.treatmentId);
    expect(await toTreat()).not.toContain(`${nina.pupilId} ${MONDAY}`);
    expect(await toTreat({ state: "treated" })).toEqual([`${nina.pupilId} ${MONDAY}`]);
  });

  it("refuses with words that the family reads, and judges nothing", async () => {
    const params = await say(nina, "2026-12-03");
    await decide(params, { decision: "refuse", explanation: "Un voyage n’est pas un motif recevable." });
    const [shown] = (await seenBy(mother)).filter(({ state: one }: { state: string }) => one === "refused");
    expect(shown).toMatchObject({ explanation: "Un voyage n’est pas un motif recevable.", own: true });
    const key = { schoolId: COLLEGE, schoolYear: 2026, pupilId: nina.pupilId };
    expect((await deps.days.sourcesOf(key, "2026-12-03")).treatments).toEqual([]);
  });

  it("is given once, even by two CPE at the same instant", async () => {
    const params = await say(zoe, "2026-12-04");
    const answers = await Promise.all([decide(params, accept), decide(params, accept)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const again = await decide(params, { decision: "refuse", explanation: "Non." });
    expect({ status: again.status, code: again.body.code }).toEqual({ status: 409, code: "statement-decided" });
    const key = { schoolId: COLLEGE, schoolYear: 2026, pupilId: zoe.pupilId };
    expect((await deps.days.sourcesOf(key, "2026-12-04")).treatments).toHaveLength(1);
  });

  it("names a reason of the school", async () => {
    const params = await say(zoe, "2026-12-07");
    expect((await decide(params, { ...accept, reasonId: "the-dog" })).body.code).toBe("unknown-reason");
    expect((await decide(params, accept, desk)).status).toBe(403);
  });
});

describe("who reads what a parent wrote", () => {
  it("is the author and school life; the other parent sees that something was said, and what became of it", async () => {
    const [shown] = await seenBy(father);
    expect(shown).toMatchObject({ own: false, proof: null });
    expect(shown).not.toHaveProperty("text");
    expect((await seenBy(mother))[0]).toMatchObject({ own: true, text: "De la fièvre." });
    expect((await seenBy(desk))[0]).toMatchObject({ own: false, text: "De la fièvre." });
  });

  it("is nobody of another family", async () => {
    const { status } = await ask("listPupilStatements", parentOf(zoe), {
      params: { schoolId: COLLEGE, pupilId: nina.pupilId },
    });
    expect(status).toBe(404);
  });
});

describe("a proof", () => {
  const pdf = Buffer.from("%PDF-1.7 un certificat");
  const attach = (params: Awaited<ReturnType<typeof say>>, who = mother, more: object = {}) =>
    ask("attachProof", who, {
      params,
      body: { name: "certificat.pdf", type: "application/pdf", bytes: pdf.length, ...more },
    });
  const fetchAs = (params: Awaited<ReturnType<typeof say>>, who: typeof mother) => ask("readProof", who, { params });

  it("is sent to the store by its author and fetched by school life and its author alone", async () => {
    const params = await say(nina, "2026-12-08");
    const { status, body } = await attach(params);
    expect(status).toBe(201);
    expect((await fetchAs(params, cpe)).body.code).toBe("proof-awaited");
    await fetch(body.url, { method: "PUT", body: pdf, headers: { "content-type": "application/pdf" } });
    for (const who of [cpe, mother]) {
      const found = await fetchAs(params, who);
      expect(found.status).toBe(200);
      expect(Buffer.from(await (await fetch(found.body.url)).arrayBuffer())).toEqual(pdf);
    }
    expect((await fetchAs(params, father)).status).toBe(404);
    expect((await fetchAs(params, parentOf(zoe))).status).toBe(404);
  });

  it("is given to nobody when it is not what it says", async () => {
    const params = await say(nina, "2026-12-09");
    const { body } = await attach(params);
    await fetch(body.url, { method: "PUT", body: Buffer.from("<html>".padEnd(pdf.length)) });
    expect((await fetchAs(params, cpe)).body.code).toBe("proof-unreadable");
  });

  it("is taken from nobody but the author, at most ten megabytes, and not after the answer", async () => {
    const params = await say(nina, "2026-12-10");
    expect((await attach(params, father)).status).toBe(404);
    const heavy = await attach(params, mother, { bytes: 10_000_001 });
    expect(heavy.body.errors[0]).toMatchObject({ field: "body.bytes" });
    await ask("decideStatement", cpe, { params, body: accept });
    expect((await attach(params)).body.code).toBe("statement-decided");
  });
});
