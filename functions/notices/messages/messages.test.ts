import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import type { AudienceId, SchoolId } from "@preau/contract";
import { openTable } from "@preau/store";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { personErasedV1 } from "../../../events/person-erased.v1.ts";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { aPerson } from "../../../test/support/people.ts";
import { caller } from "../../../test/support/request.ts";
import { mailWay } from "../channels/obstacles.ts";
import { openContactStore } from "../contacts/contact-store.ts";
import { noticesContract } from "../contract.ts";
import { notices } from "../manifest.ts";
import { usualSettings } from "../settings.ts";
import { eraseMessages } from "./erase-messages.ts";
import { openFamiliesStore } from "./families-store.ts";
import { openMessageStore } from "./message-store.ts";
import { openReceivedStore } from "./received-store.ts";
import { sendToClass } from "./send-to-class.ts";
import { startMessages } from "./start-messages.ts";
import type { MessageWake } from "./wake.ts";

const SCHOOL = "0990001N" as SchoolId;
const params = { schoolId: SCHOOL };
const [SIXTH, LATIN] = ["aud_0000000000001", "aud_0000000000002"] as AudienceId[] as [AudienceId, AudienceId];
const [NINA, ZOE] = ["per_0000000000011", "per_0000000000012"];
const [MOTHER, FATHER, ALONE] = ["per_0000000000021", "per_0000000000022", "per_0000000000023"];
const as = {
  cpe: aPerson("cpe", SCHOOL, "per_0000000000031"),
  mother: aPerson("guardian", SCHOOL, MOTHER, [NINA]),
  former: aPerson("guardian", SCHOOL, MOTHER, []),
  father: aPerson("guardian", SCHOOL, FATHER, [NINA]),
};

/** Like the clock of the functions: these tests live in the real year. */
const schoolYear = schoolYearOf(schoolTimeOf(new Date()).day);
const YEAR = { schoolId: SCHOOL, schoolYear };

let ask: ReturnType<typeof caller>;
let print: ReturnType<typeof caller>;
let table: ReturnType<typeof openTable>;
beforeAll(async () => {
  const name = await freshTable(notices);
  table = openTable(name);
  const signing = { AWS_ENDPOINT_URL_LAMBDA: "http://127.0.0.1:9", AWS_REGION: "eu-west-3" };
  Object.assign(process.env, signing, { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" });
  ask = caller((await import("../messages-api.lambda.ts")).handler, noticesContract);
  print = caller((await import("../letters-api.lambda.ts")).handler, noticesContract);
  const contacts = openContactStore(table);
  const record = { familyName: "MARLOW", title: "Mme", schoolName: "Collège Ada Lovelace" };
  const address = { lines: ["3 rue des Essais"], postalCode: "35000", city: "Rennes" };
  await contacts.keepRecord(
    { ...YEAR, guardianId: MOTHER },
    { ...record, givenName: "Léa", phones: [], mail: "lea@example.org" },
    1,
  );
  await contacts.keepRecord(
    { ...YEAR, guardianId: FATHER },
    { ...record, givenName: "Paul", phones: ["0699000001"], address },
    1,
  );
  const nina = {
    pupilId: NINA,
    familyName: "MARLOW",
    givenName: "Nina",
    className: "6A",
    guardianIds: [MOTHER, FATHER],
  };
  const zoe = { pupilId: ZOE, familyName: "KERN", givenName: "Zoé", className: "6A", guardianIds: [ALONE] };
  const families = openFamiliesStore(table);
  await families.keepFamilies(YEAR, { audienceId: SIXTH, code: "6A", pupils: [nina, zoe] }, 1);
  await families.keepFamilies(YEAR, { audienceId: LATIN, code: "6LATIN", pupils: [nina] }, 1);
});

const draft = {
  recipients: [{ audienceId: SIXTH }, { audienceId: LATIN }],
  subject: "Sortie de {enfant}",
  text: "{nom} ({classe})",
};
const preview = (changes: object = {}) => ask("previewMessage", as.cpe, { params, body: { ...draft, ...changes } });
const order = (changes: object = {}, headers: Record<string, string> = {}) =>
  ask("sendMessage", as.cpe, { params, body: { ...draft, ...changes }, headers });

/** What the queue would do with a message, at ten in the morning of a Monday. */
const deliver = async (messageId: string) => {
  const messages = openMessageStore(table);
  const wakes: { what: MessageWake; seconds: number }[] = [];
  const later = { leave: async (...all: typeof wakes) => void wakes.push(...all) };
  const found = await messages.find({ ...YEAR, messageId });
  if (found === undefined) throw new Error("it was ordered");
  const change = { entity: "message", before: undefined, after: {} };
  await startMessages([change], { messages: { readMessage: () => found }, later });
  const left: string[] = [];
  const mail = {
    ...mailWay,
    send: async ({ guardianId }: { guardianId: string }) => {
      left.push(guardianId);
      return { state: "sent" as const };
    },
  };
  for (const { what } of wakes)
    await sendToClass(what, {
      messages,
      later,
      now: () => new Date(`${schoolYear}-11-23T10:00:00Z`),
      received: openReceivedStore(table),
      contacts: openContactStore(table),
      families: openFamiliesStore(table),
      channels: [mail],
      settings: { current: async () => ({ ...usualSettings, quietHours: null }) },
      summarize: async () => [],
    });
  return { left, wakes };
};

describe("before a message is sent", () => {
  it("its writer sees whom it reaches and how, whom it does not and why, and its words", async () => {
    const { status, body } = await preview();
    expect(status).toBe(200);
    expect(body.recipients).toMatchObject([
      { pupilName: "Nina MARLOW", guardianName: "Mme Léa MARLOW", channels: ["mail"], schoolId: SCHOOL },
    ]);
    expect(body.unreachable).toMatchObject([
      {
        guardianId: FATHER,
        otherGuardianReached: true,
        reasons: [
          "Aucun appareil n’accepte les notifications.",
          "Pas d’adresse électronique.",
          "N’a pas accepté de recevoir des SMS.",
        ],
      },
      { guardianId: ALONE, pupilName: "Zoé KERN", otherGuardianReached: false },
    ]);
    expect(body.examples.map(({ subject, text }: { subject: string; text: string }) => [subject, text])).toEqual([
      ["Sortie de Nina", "Nina MARLOW (6A)"],
      ["Sortie de Zoé", "Zoé KERN (6A)"],
    ]);
    expect(JSON.stringify(body)).not.toContain("lea@example.org");
  });

  it("braces that stand for nothing are refused, with their place", async () => {
    const { status, body } = await preview({ text: "Bonjour {parent}" });
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([
      { field: "body.text", message: expect.stringMatching(/^Caractère 9 : \{parent\}/) },
    ]);
  });

  it("a class of another school, or a pupil of another class, is refused by its place", async () => {
    const recipients = [{ audienceId: "aud_0000000000009" }, { audienceId: LATIN, pupilIds: [ZOE] }];
    const { status, body } = await preview({ recipients });
    expect(status).toBe(400);
    expect(body.errors.map(({ field }: { field: string }) => field)).toEqual([
      "body.recipients.0.audienceId",
      "body.recipients.1.pupilIds.0",
    ]);
  });

  it("the telephone of school life is asked for before it is promised", async () => {
    expect((await preview({ text: "Appelez le {telephone}." })).status).toBe(400);
    const { body: settings } = await ask("readMessageSettings", as.cpe, { params });
    const { version, templates } = settings;
    const body = { version, templates, phone: "02 99 00 00 00", letterhead: ["Collège Ada Lovelace"] };
    const set = await ask("setMessageSettings", as.cpe, { params, body });
    expect([set.status, set.body.version]).toEqual([200, 1]);
    expect((await ask("setMessageSettings", as.cpe, { params, body })).status).toBe(409);
    const { body: previewed } = await preview({ text: "Appelez le {telephone}." });
    expect(previewed.examples[0].text).toBe("Appelez le 02 99 00 00 00.");
  });

  it("a template whose braces stand for nothing is refused where it is written", async () => {
    const templates = [{ templateId: "x", label: "X", subject: "{enfant}", text: "{oups}" }];
    const { status, body } = await ask("setMessageSettings", as.cpe, {
      params,
      body: { version: 1, letterhead: [], templates },
    });
    expect([status, body.errors[0].field]).toEqual([400, "body.templates.0.text"]);
  });

  it("families whom only a letter reaches are listed class by class", async () => {
    const list = (audienceId: string) => ask("listUnreachableFamilies", as.cpe, { params, query: { audienceId } });
    const { body } = await list(SIXTH);
    expect(body.items.map(({ guardianId }: { guardianId: string }) => guardianId)).toEqual([FATHER, ALONE]);
    expect((await list("aud_0000000000009")).status).toBe(404);
  });
});

describe("a message", () => {
  let messageId: string;
  let left: string[];
  let wakes: { seconds: number }[];
  beforeEach(async () => {
    messageId = (await order()).body.messageId;
    ({ left, wakes } = await deliver(messageId));
  });
  const ofMessage = () => ({ ...params, messageId });

  it("goes once to each family, though a class and a group both name the child", async () => {
    expect(left).toEqual([MOTHER]);
    expect(wakes).toHaveLength(1);
    const { body } = await ask("readMessage", as.cpe, { params: ofMessage() });
    expect(body).toMatchObject({
      families: 3,
      audiences: [{ audienceId: SIXTH, code: "6A", counts: { sent: 1, unreachable: 2, failed: 0, waiting: 0 } }],
    });
  });

  it("is ordered once, however often the button was pressed", async () => {
    const key = { "idempotency-key": "0e3c1f6a-7a53-4a5b-9a8e-1f5f1b0c7d11" };
    const [first, second] = [await order({}, key), await order({}, key)];
    expect(first.status).toBe(202);
    expect(second.body.messageId).toBe(first.body.messageId);
  });

  it("is followed family by family, on screen and in a spreadsheet", async () => {
    const { body } = await ask("listMessageDeliveries", as.cpe, { params: ofMessage(), query: { audienceId: SIXTH } });
    expect(body.items.map(({ guardianId, state }: Record<string, string>) => [guardianId, state])).toEqual([
      [MOTHER, "sent"],
      [FATHER, "unreachable"],
      [ALONE, "unreachable"],
    ]);
    const { text, headers } = await ask("exportMessageDeliveries", as.cpe, { params: ofMessage() });
    expect(String(headers["content-type"])).toContain("text/csv");
    const lines = Buffer.from(text, "base64").toString("utf8").split("\r\n");
    expect(lines[1]).toBe("6A;Nina MARLOW;Mme Léa MARLOW;envoyé;;envoyé;;;");
    expect(lines[2]).toContain("à joindre par courrier");
  });

  it("is read by the parent it was written to, and the school sees it", async () => {
    const { body } = await ask("listReceivedMessages", as.mother, { params });
    expect(body.items[0]).toMatchObject({
      messageId,
      pupilId: NINA,
      subject: "Sortie de Nina",
      text: "Nina MARLOW (6A)",
    });
    const reading = { params: { ...ofMessage(), pupilId: NINA } };
    const read = await ask("markMessageRead", as.mother, reading);
    expect((await ask("markMessageRead", as.mother, reading)).body.readAt).toBe(read.body.readAt);
    const list = await ask("listMessageDeliveries", as.cpe, { params: ofMessage(), query: { audienceId: SIXTH } });
    expect(list.body.items[0]).toMatchObject({ state: "read", readAt: read.body.readAt });
  });

  it("is nobody's any more once the right over the child ended", async () => {
    expect((await ask("listReceivedMessages", as.former, { params })).body.items).toEqual([]);
    expect((await ask("markMessageRead", as.former, { params: { ...ofMessage(), pupilId: NINA } })).status).toBe(404);
  });

  it("is printed for those whom nothing else reached, with a list of those without an address", async () => {
    const { status, headers, text } = await print("printMessageLetters", as.cpe, { params: ofMessage() });
    expect([status, headers["content-type"]]).toEqual([200, "application/pdf"]);
    const pdf = Buffer.from(text, "base64").toString("latin1");
    expect(pdf.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(2);
    expect((await print("printMessageLetters", as.cpe, { params: ofMessage(), query: { part: "2" } })).status).toBe(
      404,
    );
  });

  it("of another school does not exist", async () => {
    const elsewhere = aPerson("cpe", "0990002P", "per_0000000000032");
    const at = { schoolId: "0990002P", messageId };
    expect((await ask("readMessage", elsewhere, { params: at })).status).toBe(404);
    expect((await print("printMessageLetters", elsewhere, { params: at })).status).toBe(404);
  });

  it("is listed with the others, the latest first", async () => {
    const latest = (await order()).body.messageId;
    const { body } = await ask("listMessages", as.cpe, { params, query: { limit: "2" } });
    expect(body.items.map((one: { messageId: string }) => one.messageId)).toEqual([latest, messageId]);
    expect(body.cursor).toBeDefined();
  });

  it("about a pupil who is erased goes, from both sides, and their parents stay reachable", async () => {
    const erasure = personErasedV1.schema.parse({
      ...personErasedV1.example,
      ...YEAR,
      personId: NINA,
      erasedAt: `${schoolYear + 1}-07-31T00:00:00.000Z`,
      relatedIds: [MOTHER, FATHER],
    });
    const deps = { received: openReceivedStore(table), contacts: openContactStore(table) };
    await eraseMessages(erasure, deps);
    expect((await ask("listReceivedMessages", as.mother, { params })).body.items).toEqual([]);
    const { body } = await ask("listMessageDeliveries", as.cpe, { params: ofMessage(), query: { audienceId: SIXTH } });
    expect(body.items.map(({ pupilId }: { pupilId: string }) => pupilId)).toEqual([ZOE]);
    const [reach] = await deps.contacts.reachOf(YEAR, [MOTHER]);
    expect(reach?.contact.mail).toBe("lea@example.org");
  });
});

it("classes are sent one after the other, at what mail services take", async () => {
  const wakes: { what: MessageWake; seconds: number }[] = [];
  const audiences = [60, 70, 50].map((families, index) => ({
    audienceId: `aud_000000000000${index}`,
    code: "",
    families,
  }));
  const message = { ...YEAR, messageId: "msg_1", audiences } as never;
  const later = { leave: async (...all: typeof wakes) => void wakes.push(...all) };
  const change = { entity: "message", before: undefined, after: {} };
  await startMessages([change, { ...change, before: {} }], { messages: { readMessage: () => message }, later });
  expect(wakes.map(({ seconds }) => seconds)).toEqual([0, 4, 9]);
});
