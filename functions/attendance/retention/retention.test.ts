import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { personIdOf } from "@preau/contract/derive-id";
import { openTable } from "@preau/store";
import { beforeAll, describe, expect, it } from "vitest";
import { presenceChangedV1 } from "../../../events/presence-changed.v1.ts";
import { aClass, COLLEGE, MONDAY } from "../../../test/support/a-class.ts";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { keepRoster } from "../keep-roster.ts";
import { keptUntil } from "../kept-until.ts";
import { attendance } from "../manifest.ts";
import type { KeptPresence } from "../pupil-day/day-store.ts";
import { planStatement, statedDays } from "../pupil-day/state-absence.ts";
import { followPupil } from "../tallies/follow-pupil.ts";
import { eraseFile } from "./erase-file.ts";
import { openPupilFileStore } from "./pupil-file-store.ts";

const sixthA = aClass("6A", 3);
const [nina, zoe] = sixthA.pupils;
if (!nina || !zoe) throw new Error("the class has pupils");
const school = { schoolId: COLLEGE, schoolYear: 2026 };
const AT = "2026-11-22T18:00:00.000Z";

let tableName: string;
const removed: string[] = [];
const objects = { remove: async (key: string) => void removed.push(key) };
const nothing = () => ({ isStruck: false });

/** Every line of the table, as text. */
const everything = async () => {
  const { Items = [] } = await new DynamoDBClient({}).send(new ScanCommand({ TableName: tableName }));
  return Items;
};

/** A year of somebody: absences, a statement with a proof, notes, alerts, a case. */
const live = async (pupil: typeof nina, schoolYear: number, day: string) => {
  const deps = (await import("../follow-up/deps.ts")).makeFollowUpDeps();
  const { statements } = (await import("../deps.ts")).makeDeps();
  const key = { schoolId: COLLEGE, schoolYear, pupilId: pupil.pupilId };
  const { familyName, givenName } = pupil;
  const lesson = {
    lessonId: "les_7k2mq4x9d0abc3f8z1q_20261123",
    start: "08:00",
    end: "08:55",
    subject: "Maths",
    state: "absent" as const,
    decided: "no" as const,
    justified: false,
    counts: true,
    announced: false,
  };
  const presence: KeptPresence = {
    familyName,
    givenName,
    classId: sixthA.audience.id,
    className: "6A",
    lessons: [lesson],
  };
  await deps.days.keepPresence(key, day, presence, 0);
  const thresholds = [
    { thresholdId: "first", label: "Une absence", what: "absences" as const, per: "year" as const, least: 1 },
  ];
  const remember = deps.replies.remember(
    { accountId: pupil.pupilId, key: String(schoolYear), fingerprint: "x" },
    { status: 200, body: {} },
    new Date(AT),
  );
  await deps.alerts.setThresholds(key, { version: 1, thresholds }, remember).catch(nothing);
  const lessons = presence.lessons.map((one) => ({ ...one, half: "morning" }));
  await followPupil(
    presenceChangedV1.schema.parse({ ...key, ...presence, day, version: 1, familyHoldMinutes: 15, lessons }),
    deps,
  );
  const statementId = `sta_${pupil.pupilId.slice(4, 13)}${schoolYear}`;
  const said = {
    statementId,
    from: { day, time: "08:00" },
    to: { day, time: "18:00" },
    text: "Fièvre",
    by: "acc_mother",
    at: AT,
  };
  const { record, covered } = await planStatement(key, said, deps);
  const proof = { name: "a.pdf", type: "application/pdf" as const, bytes: 3, at: AT };
  await statements.add(key, { ...record, proof }, statedDays(covered, said));
  const listed = { familyName, givenName, classId: sixthA.audience.id, className: "6A", audienceIds: [] };
  const step = { stage: "dialogue" as const, on: day, at: AT, by: "acc_cpe", inMonth: 1, inYear: 1 };
  const reply = (name: string) =>
    deps.replies.remember(
      { accountId: "acc_test", key: `${name}${pupil.pupilId}${schoolYear}`, fingerprint: "x" },
      { status: 200, body: {} },
      new Date(AT),
    );
  await deps.cases.keep(key, { steps: [step], version: 1 }, listed, reply("case"));
  const note = {
    followUpId: "fol_7k2mq4x9d0abc",
    typeId: "sms",
    label: "SMS",
    on: day,
    days: [],
    by: "acc_cpe",
    byRole: "cpe" as const,
    at: AT,
  };
  await deps.followUps.add(key, note, reply("note"));
};

beforeAll(async () => {
  tableName = await freshTable(attendance);
  const all = (await import("../deps.ts")).makeDeps();
  await keepRoster(sixthA, all);
  await keepRoster({ ...sixthA, schoolYear: 2025 }, all);
  await live(nina, 2026, MONDAY);
  await live(nina, 2025, "2025-11-24");
  await live(zoe, 2026, MONDAY);
});

describe("what a school keeps of a year", () => {
  it("ends with the calendar year in which the school year ended", () => {
    expect(new Date(keptUntil(2026) * 1000).toISOString().slice(0, 10)).toBe("2027-12-31");
  });

  it("has an end on each line that names a pupil, but for figures, which outlive the year", async () => {
    const endless = (await everything()).filter(({ ttl }) => ttl === undefined).map(({ _et }) => String(_et?.S));
    expect([...new Set(endless)].sort()).toEqual(["figures", "thresholds"]);
    const ends = new Set((await everything()).filter(({ _et }) => _et?.S !== "reply").map(({ ttl }) => ttl?.N));
    expect([...ends].sort()).toEqual([String(keptUntil(2025)), String(keptUntil(2026)), undefined]);
  });
});

describe("a pupil who is erased", () => {
  it("leaves no line in the file, the lists, the books and the alerts of any year, nor a proof; others keep theirs", async () => {
    const before = (await everything()).length;
    const files = openPupilFileStore(openTable(tableName));
    for (let times = 0; times < 2; times += 1)
      await eraseFile({ ...school, pupilId: nina.pupilId }, { files, objects });
    const left = (await everything()).filter(({ _et }) => !["reply", "roster"].includes(String(_et?.S)));
    expect(left.filter((line) => JSON.stringify(line).includes(nina.pupilId))).toEqual([]);
    expect(left.filter((line) => JSON.stringify(line).includes(zoe.pupilId)).length).toBeGreaterThan(8);
    expect(before - (await everything()).length).toBeGreaterThan(20);
    expect(removed.map((key) => key.split("/").slice(0, 3))).toEqual([
      ["proofs", "2026", COLLEGE],
      ["proofs", "2025", COLLEGE],
    ]);
  });

  it("who was never there leaves nothing to do", async () => {
    const files = openPupilFileStore(openTable(tableName));
    await eraseFile({ ...school, pupilId: personIdOf("TEST", "stranger") }, { files, objects });
    expect(removed).toHaveLength(2);
  });
});
