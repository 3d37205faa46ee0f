import { addDays, weekdayOf } from "@preau/calendar";
import type { Payload } from "@preau/contract";
import { personIdOf } from "@preau/contract/derive-id";
import { readCapacity, resetCapacity } from "@preau/store";
import { beforeAll, describe, expect, it } from "vitest";
import { presenceChangedV1 } from "../../../events/presence-changed.v1.ts";
import { aClass, COLLEGE, MONDAY } from "../../../test/support/a-class.ts";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { aPerson } from "../../../test/support/people.ts";
import { caller } from "../../../test/support/request.ts";
import { attendanceContract } from "../contract.ts";
import { keepRoster } from "../keep-roster.ts";
import { attendance } from "../manifest.ts";
import type { KeptPresence } from "../pupil-day/day-store.ts";
import { usualSettings } from "../pupil-day/settings.ts";
import { figuresOf, sumOf } from "../tallies/figures.ts";
import { followPupil } from "../tallies/follow-pupil.ts";

const sixthA = aClass("6A", 8);
const fifthB = aClass("5B", 2);
const [nina, zoe, ilyes, theo, lea] = sixthA.pupils;
if (!nina || !zoe || !ilyes || !theo || !lea) throw new Error("the class has pupils");
const cpe = aPerson("cpe", COLLEGE, personIdOf("TEST", "cpe"));
const head = aPerson("head", COLLEGE, personIdOf("TEST", "head"));
const school = { schoolId: COLLEGE, schoolYear: 2026 };

let ask: ReturnType<typeof caller>;
let deps: ReturnType<typeof import("../tallies/deps.ts")["makeFollowingDeps"]>;

beforeAll(async () => {
  await freshTable(attendance);
  process.env.PREAU_CLOCK_OFFSET_MS = String(Date.parse(`${MONDAY}T16:30:00Z`) - Date.now());
  ask = caller((await import("../alerts.lambda.ts")).handler, attendanceContract);
  deps = (await import("../tallies/deps.ts")).makeFollowingDeps();
  const all = (await import("../deps.ts")).makeDeps();
  for (const one of [sixthA, fifthB]) await keepRoster(one, all);
});

const lesson = (start: string, more: object = {}) => ({
  lessonId: "les_7k2mq4x9d0abc3f8z1q_20261123",
  start,
  end: `${start.slice(0, 2)}:55`,
  subject: "Mathématiques",
  state: "absent" as const,
  decided: "no" as const,
  justified: false,
  counts: true,
  announced: false,
  ...more,
});

type Told = Payload<typeof presenceChangedV1>;

/** A fold that was kept, as the event tells it. */
const folded = async (pupil: typeof nina, day: string, lessons: readonly object[], classId = sixthA.audience.id) => {
  const { pupilId, familyName, givenName } = pupil;
  const key = { ...school, pupilId };
  const presence = { familyName, givenName, classId, className: "6A", lessons } as unknown as KeptPresence;
  const read = (await deps.days.presenceOn(key, day))?.version ?? 0;
  await deps.days.keepPresence(key, day, presence, read);
  const halves = lessons.map((one) => ({ half: "morning", ...one }));
  const told = { ...key, ...presence, day, version: read + 1, familyHoldMinutes: 15, lessons: halves };
  return presenceChangedV1.schema.parse(told);
};
const follow = (...told: readonly Told[]) => Promise.all(told.map((one) => followPupil(one, deps)));
/** The last school days before `MONDAY`, in November. */
const days = Array.from({ length: 21 }, (_, index) => addDays(MONDAY, -index)).filter(
  (day) => weekdayOf(day) < 6 && day !== "2026-11-11",
);
const missing = async (pupil: typeof nina, count: number) => {
  for (const day of days.slice(0, count)) await follow(await folded(pupil, day, [lesson("08:00")]));
};
const standing = async (query: Record<string, string> = {}) => {
  const { body } = await ask("listAlerts", cpe, { params: { schoolId: COLLEGE }, query });
  expect(readCapacity().rru).toBeLessThanOrEqual(2);
  return body.items.map(({ pupilId, alertId, figure }: { pupilId: string; alertId: string; figure: number }) => [
    pupilId,
    alertId,
    figure,
  ]);
};
const move = (pupil: typeof nina, alertId: string, body: object) =>
  ask("moveAlert", cpe, { params: { schoolId: COLLEGE, pupilId: pupil.pupilId, alertId }, body });

describe("the figures of a pupil", () => {
  it("are those of the one count, month by month, whatever the order in which days are told, and twice", async () => {
    const told = [
      await folded(theo, "2026-11-05", [lesson("08:00"), lesson("14:00")]),
      await folded(theo, "2026-10-06", [lesson("08:00", { justified: true })]),
      await folded(theo, "2026-11-06", [lesson("10:00", { state: "late", minutes: 12 })]),
      await folded(theo, "2026-11-11", [lesson("08:00")]),
    ];
    await follow(...told.toReversed(), ...told);
    const key = { ...school, pupilId: theo.pupilId };
    const kept = await deps.days.presencesOf(key, "2026-08-01", "2027-07-31");
    const figures = await deps.tallies.figuresOf(key);
    expect(sumOf(Object.values(figures?.months ?? {}))).toEqual(figuresOf(kept, usualSettings));
    expect(figures?.months["2026-11"]).toMatchObject({ unjustified: 2, justified: 0, lateness: 1 });
  });

  it("take a day two handlers meet on into account, both of them", async () => {
    const told = await Promise.all(
      days.slice(0, 6).map((day) => folded(lea, day, [lesson("08:00"), lesson("09:00", { state: "conflict" })])),
    );
    await follow(...told);
    expect((await deps.tallies.figuresOf({ ...school, pupilId: lea.pupilId }))?.months["2026-11"]?.unjustified).toBe(6);
  });

  it("cost the reading of one month, and little to write", async () => {
    const told = await folded(lea, days[7] ?? "", [lesson("08:00")]);
    resetCapacity();
    await follow(told);
    const { rru, wru } = readCapacity();
    expect(rru).toBeLessThanOrEqual(6);
    expect(wru).toBeLessThanOrEqual(8);
  });
});

describe("the book of a class", () => {
  const book = (classId: string) => deps.tallies.classBook(school, classId, "2026-08-01", "2027-07-31");

  it("holds the latest of each pupil's day, and no day that turned out to be nothing", async () => {
    const first = await folded(ilyes, "2026-11-02", [lesson("08:00", { reason: "Maladie" })]);
    const second = await folded(ilyes, "2026-11-02", []);
    await follow(second, first);
    expect((await book(sixthA.audience.id)).filter(({ pupilId }) => pupilId === ilyes.pupilId)).toEqual([]);
    await follow(await folded(ilyes, "2026-11-02", [lesson("08:00", { reason: "Maladie", justified: true })]));
    const [kept] = (await book(sixthA.audience.id)).filter(({ pupilId }) => pupilId === ilyes.pupilId);
    expect(kept).toMatchObject({
      day: "2026-11-02",
      lessons: [{ start: "08:00", state: "absent", justified: true, counts: true, reason: "Maladie" }],
    });
  });

  it("lets go of a pupil who changed class", async () => {
    const all = (await import("../deps.ts")).makeDeps();
    await keepRoster({ ...fifthB, version: 2, pupils: [...fifthB.pupils, ilyes] }, all);
    await keepRoster({ ...sixthA, version: 2, pupils: sixthA.pupils.filter((one) => one !== ilyes) }, all);
    await follow(await folded(ilyes, "2026-11-02", [lesson("09:00")], fifthB.audience.id));
    expect((await book(sixthA.audience.id)).filter(({ pupilId }) => pupilId === ilyes.pupilId)).toEqual([]);
    expect((await book(fifthB.audience.id)).map(({ pupilId }) => pupilId)).toEqual([ilyes.pupilId]);
  });

  it("is found by the classes of the school", async () => {
    expect((await deps.tallies.classesOf(school)).map(({ code }) => code)).toEqual(["5B", "6A"]);
  });
});

describe("the alert of the law", () => {
  it("is raised at the fourth half-day of a month without a valid reason, and not before", async () => {
    await missing(nina, 3);
    expect((await standing()).filter(([id]: string[]) => id === nina.pupilId)).toEqual([]);
    await missing(nina, 4);
    expect((await standing()).filter(([id]: string[]) => id === nina.pupilId)).toEqual([
      [nina.pupilId, "law-4_2026-11", 4],
    ]);
  });

  it("goes when school life excuses one of them, and stays in the file with its history", async () => {
    await follow(await folded(nina, days[0] ?? "", [lesson("08:00", { justified: true, decided: "yes" })]));
    expect((await standing()).filter(([id]: string[]) => id === nina.pupilId)).toEqual([]);
    const { body } = await ask("listPupilAlerts", cpe, { params: { schoolId: COLLEGE, pupilId: nina.pupilId } });
    expect(body.items[0].history.map(({ state }: { state: string }) => state)).toEqual(["open", "lapsed"]);
  });

  it("is closed by a CPE, once, and raised again by four more", async () => {
    await missing(zoe, 4);
    expect((await move(zoe, "law-4_2026-11", { to: "seen" })).body.state).toBe("seen");
    const closed = await move(zoe, "law-4_2026-11", { to: "closed", comment: "Vu avec la mère." });
    expect(closed.body.history.at(-1)).toMatchObject({ state: "closed", comment: "Vu avec la mère." });
    expect((await move(zoe, "law-4_2026-11", { to: "closed" })).body.code).toBe("alert-over");
    await missing(zoe, 7);
    expect((await standing()).filter(([id]: string[]) => id === zoe.pupilId)).toEqual([]);
    await missing(zoe, 8);
    expect((await standing()).filter(([id]: string[]) => id === zoe.pupilId)).toEqual([
      [zoe.pupilId, "law-4_2026-11", 8],
    ]);
  });

  it("cannot be taken off by the thresholds of a school", async () => {
    const body = {
      version: 0,
      thresholds: [{ thresholdId: "law-4", label: "x", what: "unjustified", per: "month", least: 40 }],
    };
    const params = { schoolId: COLLEGE };
    expect((await ask("setThresholds", head, { params, body })).status).toBe(400);
    const own = { thresholdId: "early", label: "Une absence", what: "absences", per: "year", least: 1 };
    expect((await ask("setThresholds", head, { params, body: { version: 0, thresholds: [own] } })).status).toBe(200);
    expect((await ask("setThresholds", head, { params, body: { version: 0, thresholds: [] } })).status).toBe(409);
    const { body: read } = await ask("readThresholds", cpe, { params });
    expect(read.national.map(({ least }: { least: number }) => least)).toEqual([4, 10]);
    await follow(await folded(ilyes, "2026-10-02", [lesson("08:00")], fifthB.audience.id));
    expect(await standing({ classId: fifthB.audience.id })).toEqual([[ilyes.pupilId, "early_year", 2]]);
  });
});

describe("what the school does about it", () => {
  const step = (stage: string, version: number, more: object = {}) =>
    ask("recordCaseStep", cpe, {
      params: { schoolId: COLLEGE, pupilId: zoe.pupilId },
      body: { version, stage, on: MONDAY, ...more },
    });

  it("is recorded in the order of the law, with what had been counted", async () => {
    expect((await step("report", 0)).body.code).toBe("step-out-of-order");
    const { body } = await step("dialogue", 0, { comment: "Entretien." });
    expect(body).toMatchObject({ stage: "dialogue", next: ["dialogue", "letter", "closed"], version: 1 });
    expect(body.steps[0]).toMatchObject({ inMonth: 8, inYear: 8, comment: "Entretien." });
    expect((await step("letter", 0)).status).toBe(409);
    expect((await step("letter", 1, { on: "2026-12-01" })).body.errors[0].field).toBe("body.on");
    expect((await step("letter", 1)).body.next).toEqual(["letter", "report", "closed"]);
  });

  it("stays on the list of the school until it is closed", async () => {
    const listed = async (query = {}) => {
      const { body } = await ask("listAbsenceCases", cpe, { params: { schoolId: COLLEGE }, query });
      return body.items.map(({ pupilId, stage }: { pupilId: string; stage: string }) => [pupilId, stage]);
    };
    expect(await listed()).toEqual([[zoe.pupilId, "letter"]]);
    expect(await listed({ stage: "report" })).toEqual([]);
    await step("closed", 2);
    expect(await listed()).toEqual([]);
    const { body } = await ask("readAbsenceCase", cpe, { params: { schoolId: COLLEGE, pupilId: zoe.pupilId } });
    expect(body.steps).toHaveLength(3);
  });

  it("does not exist for somebody of no class", async () => {
    const params = { schoolId: COLLEGE, pupilId: personIdOf("TEST", "stranger") };
    const { status } = await ask("recordCaseStep", cpe, {
      params,
      body: { version: 0, stage: "dialogue", on: MONDAY },
    });
    expect(status).toBe(404);
  });
});
