import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openTable } from "@preau/store";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startMailSink } from "../../../packages/local/src/mail/mail-sink.ts";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { notices } from "../manifest.ts";
import { openContactStore } from "./contact-store.ts";
import { openWays, type Ways } from "./ways.ts";

const guardian = { schoolId: "0990001N", schoolYear: 2026, guardianId: "per_0k2mq4x9d0abd" };
const outgoing = {
  key: "not_7k2mq4x9d0abc",
  schoolId: guardian.schoolId,
  guardianId: guardian.guardianId,
  pupilId: "per_7k2mq4x9d0abc",
  subject: "Absence de Nina",
  text: "Absence signalée pour Nina lundi 23 novembre.",
  short: "Nina n’a pas été vue à l’école.",
};

let sink: Awaited<ReturnType<typeof startMailSink>>;
let ways: Ways;
beforeAll(async () => {
  const table = openTable(await freshTable(notices));
  sink = await startMailSink(0, join(mkdtempSync(join(tmpdir(), "preau-ways-")), "mail.jsonl"));
  const url = `http://127.0.0.1:${sink.port}`;
  const environment = {
    MAIL_FROM: "Préau <preau@localhost.example>",
    AWS_REGION: "eu-west-3",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_SESV2: url,
    AWS_ENDPOINT_URL_SNS: url,
  };
  ways = openWays(table, environment, () => new Date("2026-11-23T07:30:00Z"));
  const record = {
    familyName: "MARLOW",
    givenName: "Léa",
    schoolName: "Collège Ada Lovelace",
    mail: "lea@example.org",
    phones: ["06 99 00 00 01"],
    smsConsent: true,
  };
  await openContactStore(table).keepRecord(guardian, record, 1);
});
afterAll(() => sink.stop());

it("a family is written to by every way that is open, and the school reads what left in the local inbox", async () => {
  const reach = await ways.reachOf(guardian);
  const open = ways.channels.filter((channel) => channel.obstacle(reach) === undefined);
  expect(open.map(({ name }) => name)).toEqual(["mail", "sms"]);
  for (const channel of open) expect(await channel.send(outgoing, reach)).toEqual({ state: "sent" });
  expect(sink.mails).toMatchObject([
    { to: ["lea@example.org"], subject: "Absence de Nina", text: outgoing.text },
    { to: ["+33699000001"], text: "Nina n'a pas été vue à l'école." },
  ]);
});
