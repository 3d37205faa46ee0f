import { personIdOf } from "@preau/contract/derive-id";
import { readCapacity, resetCapacity } from "@preau/store";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { noticeAnsweredV1 } from "../../events/notice-answered.v1.ts";
import { presenceChangedV1 } from "../../events/presence-changed.v1.ts";
import { freshTable } from "../../test/support/fresh-table.ts";
import { aPerson } from "../../test/support/people.ts";
import { caller } from "../../test/support/request.ts";
import { noticesContract } from "./contract.ts";
import { followNotices } from "./follow-notices.ts";
import { keepSectors } from "./keep-sectors.ts";
import { notices } from "./manifest.ts";
import { withPresence } from "./news.ts";
import type { KeptNotice } from "./notice.ts";
import { noticeEvents } from "./publish-notices.ts";
import { aNotice } from "./testing/a-notice.ts";

const SCHOOL = "0990001N";
const [MOTHER, FATHER] = ["per_0k2mq4x9d0abd", "per_0k2mq4x9d0abe"];
const NINA = "per_7k2mq4x9d0abc";
const ZOE = "per_0k2mq4x9d0abf";
const NOTICE = "not_7k2mq4x9d0abc_20261123m";
const mother = aPerson("guardian", SCHOOL, MOTHER, [NINA, ZOE]);
const father = aPerson("guardian", SCHOOL, FATHER, [NINA]);
const formerFather = aPerson("guardian", SCHOOL, FATHER, []);
const cpe = aPerson("cpe", SCHOOL, personIdOf("TEST", "cpe"));
const head = aPerson("head", SCHOOL, personIdOf("TEST", "head"));
const params = { schoolId: SCHOOL };

let ask: ReturnType<typeof caller>;
let school: ReturnType<typeof caller>;
let deps: ReturnType<typeof import("./deps.ts")["makeDeps"]>;
beforeAll(() => {
  process.env.PREAU_CLOCK_OFFSET_MS = String(Date.parse("2026-11-23T07:40:00Z") - Date.now());
});
beforeEach(async () => {
  await freshTable(notices);
  const handlerOf = async (entry: string) =>
    (await import(new URL(`${entry}?${process.env.TABLE_NAME}`, import.meta.url).href)).handler;
  ask = caller(await handlerOf("./api.lambda.ts"), noticesContract);
  school = caller(await handlerOf("./outbox-api.lambda.ts"), noticesContract);
  deps = (await import("./deps.ts")).makeDeps();
});

/** A notice as committed, and what the stream makes of it: told twice, as streams may. */
const commit = async (notice: KeptNotice) => {
  await deps.store.keep(notice);
  await follow(notice);
  await follow(notice);
};
const follow = (notice: KeptNotice) =>
  followNotices([{ entity: "notice", before: undefined, after: {} }], {
    ...deps,
    store: { readNotice: () => notice },
  });
const noticesOf = async (who: typeof mother) => (await ask("listNotices", who, { params })).body.items;
const failed = {
  state: "failed",
  told: 0,
  perhaps: [],
  about: 1,
  attempts: 5,
  at: "2026-11-23T07:40:00.000Z",
} as const;
const undone = (guardianId: string): KeptNotice => {
  const told = aNotice(guardianId);
  return {
    ...told,
    revision: 2,
    history: [...told.history, { at: "2026-11-23T07:30:00.000Z", lessons: [], loud: false }],
  };
};

describe("a guardian", () => {
  it("reads what they were told, and what became of it", async () => {
    await commit(aNotice(MOTHER));
    expect(await noticesOf(mother)).toMatchObject([
      { noticeId: NOTICE, pupilName: "Nina", kind: "absence", state: "told", half: "morning", version: 1 },
    ]);
    await commit(undone(MOTHER));
    const [notice] = await noticesOf(mother);
    expect(notice).toMatchObject({ state: "withdrawn", lessons: [], version: 2 });
    expect(notice.message).toContain("l’absence signalée est annulée");
  });

  it("says that they read it, once and for all", async () => {
    await commit(aNotice(MOTHER));
    const read = await ask("acknowledgeNotice", mother, { params: { ...params, noticeId: NOTICE } });
    expect({ status: read.status, at: read.body.acknowledgedAt.slice(0, 16) }).toEqual({
      status: 200,
      at: "2026-11-23T07:40",
    });
    const again = await ask("acknowledgeNotice", mother, { params: { ...params, noticeId: NOTICE } });
    expect(again.body.acknowledgedAt).toBe(read.body.acknowledgedAt);
  });

  it("answers with a reason, which leaves for attendance once, on the lessons it is about", async () => {
    await commit(aNotice(MOTHER));
    const body = { reason: "illness", text: "Nina a de la fièvre." };
    const answer = await ask("answerNotice", mother, { params: { ...params, noticeId: NOTICE }, body });
    expect(answer.body).toMatchObject({ answer: body, state: "told", acknowledgedAt: expect.any(String) });
    const [after] = await deps.store.noticesOn(
      { schoolId: SCHOOL, schoolYear: 2026, guardianId: MOTHER },
      "2026-11-23",
    );
    if (after === undefined) throw new Error("the notice is kept");
    const images = { before: aNotice(MOTHER), after };
    const read = (image: object) => image as KeptNotice;
    const change = { entity: "notice", ...images } as never;
    const events = noticeEvents(read as never)([change]);
    expect(events.map(({ event }) => event.name)).toEqual(["notice-changed.v1", "notice-answered.v1"]);
    expect(noticeAnsweredV1.schema.parse(events[1]?.payload)).toMatchObject({ ...body, from: "08:00", to: "08:55" });
    const unchanged = { entity: "notice", before: after, after: { ...after, revision: 9 } } as never;
    expect(noticeEvents(read as never)([unchanged])).toHaveLength(1);
  });

  it.each([
    ["the father of another notice", () => father, "not-found"],
    ["a guardian whose right ended", () => formerFather, "not-found"],
    ["a CPE", () => cpe, "forbidden"],
  ])("alone answers: not %s", async (_, who, code) => {
    await commit(aNotice(MOTHER));
    const asked = { params: { ...params, noticeId: NOTICE } };
    expect((await ask("acknowledgeNotice", who(), asked)).body.code).toBe(code);
    expect((await ask("answerNotice", who(), { ...asked, body: { reason: "illness" } })).body.code).toBe(code);
  });

  it("says what the other reason is", async () => {
    const asked = { params: { ...params, noticeId: NOTICE }, body: { reason: "other" } };
    expect((await ask("answerNotice", mother, asked)).body.errors[0].field).toBe("body.text");
  });
});

describe("school life", () => {
  const presenceOf = (pupilId: string, state = "absent", more: object = {}) => {
    const { lessons, ...example } = presenceChangedV1.example;
    const told = lessons.map((lesson) => ({ ...lesson, state, ...more }));
    return presenceChangedV1.schema.parse({ ...example, pupilId, lessons: told });
  };
  const heard = async (presence: ReturnType<typeof presenceOf>) =>
    deps.news.change(presence, (line) => withPresence(line, presence));
  const outbox = async (by = cpe, query = {}) => (await school("readOutbox", by, { params, query })).body;

  it("sees what waits, what was told to whom and by which channel, and why something is not told", async () => {
    await heard(presenceOf(NINA));
    await heard(presenceOf(ZOE, "conflict"));
    expect(await outbox()).toMatchObject({ day: "2026-11-23", waiting: 1, told: 0 });
    await commit(aNotice(MOTHER));
    const { pupils, ...figures } = await outbox();
    expect(figures).toMatchObject({ waiting: 0, told: 1, failed: 0, answered: 0 });
    const news = pupils.map(
      ({ pupilId, lessons, told }: { pupilId: string; lessons: { news: string }[]; told: object[] }) => [
        pupilId,
        lessons.map((lesson) => lesson.news),
        told.length,
      ],
    );
    expect(news).toContainEqual([NINA, ["told"], 1]);
    expect(news).toContainEqual([ZOE, ["conflict"], 0]);
    const nina = pupils.find(({ pupilId }: { pupilId: string }) => pupilId === NINA);
    expect(nina.told).toMatchObject([
      { guardianId: MOTHER, state: "told", channels: [{ channel: "mail", state: "sent" }] },
    ]);
  });

  it.each([
    ["the family said so", "absent", { announced: true }, "known"],
    ["a reason was accepted", "absent", { decided: "yes", justified: true }, "known"],
    ["the pupil is at the infirmary", "elsewhere", {}, "not-told"],
  ])("sees that nobody is told when %s", async (_, state, more, expected) => {
    await heard(presenceOf(NINA, state, more));
    expect((await outbox()).pupils[0].lessons[0].news).toBe(expected);
  });

  it("sees first whom nobody reached, then who did not know, whatever the order in which notices arrive", async () => {
    for (const pupilId of [NINA, ZOE, "per_0000000000001"]) await heard(presenceOf(pupilId));
    const unaware = { reason: "unaware", text: "", at: "2026-11-23T07:30:00.000Z", by: "acc_x" } as never;
    await commit(aNotice(MOTHER, { pupilId: NINA }));
    await commit(aNotice(MOTHER, { pupilId: ZOE, answer: unaware }));
    const notReached = aNotice(MOTHER, {
      pupilId: "per_0000000000001",
      channels: { mail: { ...failed, reason: "Boîte pleine." } },
    });
    await commit({ ...notReached, revision: 1 });
    await follow({ ...notReached, revision: 0, channels: {} });
    const { pupils, failed: count, answered } = await outbox();
    expect(pupils.map(({ pupilId }: { pupilId: string }) => pupilId)).toEqual(["per_0000000000001", ZOE, NINA]);
    expect([count, answered, pupils[0].told[0].channels[0].reason]).toEqual([1, 1, "Boîte pleine."]);
  });

  it("sees the pupils it follows, and on demand its own alone; another pupil has no news", async () => {
    const { classId } = presenceOf(NINA);
    await heard(presenceOf(NINA));
    const sector = { personId: personIdOf("TEST", "cpe"), audienceIds: [], pupilIds: [ZOE] };
    const shared = { schoolId: SCHOOL, schoolYear: 2026, everybodySeesAll: true, sectors: [sector] } as never;
    await keepSectors({ ...(shared as object), version: 1 } as never, deps);
    expect((await outbox()).pupils).toHaveLength(1);
    expect((await outbox(cpe, { pupils: "own" })).pupils).toHaveLength(0);
    await keepSectors({ ...(shared as object), version: 3, everybodySeesAll: false } as never, deps);
    await keepSectors({ ...(shared as object), version: 2 } as never, deps);
    expect((await outbox()).pupils).toHaveLength(0);
    expect((await outbox(head)).pupils).toHaveLength(1);
    const asked = { params: { ...params, pupilId: NINA } };
    expect((await school("listPupilNews", cpe, asked)).status).toBe(404);
    const own = [{ ...sector, audienceIds: [classId] }];
    await keepSectors({ ...(shared as object), version: 4, everybodySeesAll: false, sectors: own } as never, deps);
    expect((await school("listPupilNews", cpe, asked)).body.items).toHaveLength(1);
  });
});

describe("the price of looking", () => {
  it("is five read units for the outbox of a quiet day, the switchboard included, nineteen for a month of a pupil", async () => {
    const asked = { params: { ...params, pupilId: NINA } };
    await commit(aNotice(MOTHER));
    resetCapacity();
    await school("readOutbox", cpe, { params });
    expect(readCapacity().rru).toBeLessThanOrEqual(5);
    resetCapacity();
    expect((await school("listPupilNews", cpe, asked)).body.items).toHaveLength(1);
    expect(readCapacity().rru).toBeLessThanOrEqual(19);
    resetCapacity();
    await school("readNoticeSettings", cpe, { params });
    expect(readCapacity().rru).toBeLessThanOrEqual(2.5);
  });
});

describe("how a school tells families", () => {
  const settings = async () => (await school("readNoticeSettings", cpe, { params })).body;

  it("is decided over what was on screen", async () => {
    const { schoolId: _id, setAt, ...usual } = await settings();
    expect([setAt, usual.quietHours, usual.urgent]).toEqual([null, { from: "20:00", to: "07:00", weekends: true }, []]);
    const body = { ...usual, channels: ["mail"], urgent: ["absence"] };
    expect((await school("setNoticeSettings", head, { params, body })).status).toBe(200);
    expect(await settings()).toMatchObject({ version: 1, channels: ["mail"], urgent: ["absence"] });
    const late = await school("setNoticeSettings", head, { params, body });
    expect({ status: late.status, version: late.body.current.version }).toEqual({ status: 409, version: 1 });
  });

  it.each([
    ["one hour for both ends", { quietHours: { from: "20:00", to: "20:00", weekends: true } }, "body.quietHours.to"],
    ["a channel named twice", { channels: ["mail", "mail"] }, "body.channels"],
  ])("is refused for %s", async (_, changes, field) => {
    const { schoolId: _id, setAt: _at, ...usual } = await settings();
    const answer = await school("setNoticeSettings", head, { params, body: { ...usual, ...changes } });
    expect({ status: answer.status, field: answer.body.errors[0].field }).toEqual({ status: 400, field });
  });
});
