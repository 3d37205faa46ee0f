import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { openTable } from "@preau/store";
import type { SQSEvent } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { presenceChangedV1 } from "../../events/presence-changed.v1.ts";
import { freshTable } from "../../test/support/fresh-table.ts";
import { notices } from "./manifest.ts";
import { openNoticeStore } from "./store.ts";

const presence = presenceChangedV1.schema.parse(presenceChangedV1.example);
const { schoolId, schoolYear, pupilId, day, classId } = presence;
const MOTHER = "per_0k2mq4x9d0abd";
const at = "2026-11-23T07:15:00.000Z";

/** Stands for Lambda and SQS: keeps what it is asked, answers as attendance would. */
const asked: { readonly path: string; readonly body: string }[] = [];
let aws: Server;
let attendanceAnswers = true;
let wakeUp: (what: object) => Promise<{ readonly batchItemFailures: readonly object[] }>;
let store: ReturnType<typeof openNoticeStore>;

beforeAll(async () => {
  aws = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request)).toString();
    asked.push({ path: request.url ?? "", body });
    const isQuestion = request.url?.includes("/invocations") ?? false;
    response.writeHead(isQuestion && !attendanceAnswers ? 500 : 200);
    response.end(isQuestion ? JSON.stringify(presence) : "{}");
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => aws.once("listening", resolve));
  const url = `http://127.0.0.1:${(aws.address() as AddressInfo).port}`;
  const table = await freshTable(notices);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_LAMBDA: url,
    LATER_REVIEW_PUPIL: `${url}/queue`,
    MAIL_FROM: "Préau <ne-pas-repondre@preau.example>",
    PREAU_CLOCK_OFFSET_MS: String(Date.parse(at) - Date.now()),
  });
  store = openNoticeStore(openTable(table));
  await store.keepGuardians({ schoolId, schoolYear, classId, version: 1, guardians: { [pupilId]: [MOTHER] } });
  const { handler } = await import("./review-pupil.lambda.ts");
  wakeUp = (what) => handler({ Records: [{ messageId: "1", body: JSON.stringify(what) }] } as unknown as SQSEvent);
});
afterAll(() => aws.close());

const key = { schoolId, schoolYear, pupilId, day };
const told = () => store.noticesOn({ schoolId, schoolYear, guardianId: MOTHER }, day);

describe("the function that tells families", () => {
  it("puts off what is not due yet without asking anybody", async () => {
    expect(await wakeUp({ ...key, at: "2026-11-23T08:15:00.000Z" })).toEqual({ batchItemFailures: [] });
    expect(asked.map(({ path }) => path)).toEqual(["/"]);
    expect(asked[0]?.body).toContain('"DelaySeconds":900');
  });

  it("tells nobody while attendance does not answer, and gives the wake back to its queue", async () => {
    attendanceAnswers = false;
    expect((await wakeUp({ ...key, at })).batchItemFailures).toEqual([{ itemIdentifier: "1" }]);
    expect(await told()).toEqual([]);
    attendanceAnswers = true;
  });

  it("asks attendance about the pupil's day, and tells what it answers", async () => {
    asked.length = 0;
    expect(await wakeUp({ ...key, at })).toEqual({ batchItemFailures: [] });
    const [question] = asked;
    expect(question?.path).toBe(
      "/2015-03-31/functions/preau-test-attendance-confirmPresence/invocations?Qualifier=live",
    );
    expect(JSON.parse(question?.body ?? "")).toEqual(key);
    expect(await told()).toMatchObject([{ pupilId, history: [{ lessons: [{ state: "absent" }] }] }]);
  });
});
