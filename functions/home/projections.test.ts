import { randomInt } from "node:crypto";
import { EVERY_WEEK } from "@preau/calendar";
import type { SchoolId } from "@preau/contract";
import { principalOf } from "@preau/policy";
import type { Call } from "@preau/runtime";
import { LostRace, openTable } from "@preau/store";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { lessonChangedV1 } from "../../events/lesson-changed.v1.ts";
import { lessonsPublishedV1 } from "../../events/lessons-published.v1.ts";
import { noticeChangedV1 } from "../../events/notice-changed.v1.ts";
import { registerSubmittedV1 } from "../../events/register-submitted.v1.ts";
import { rosterChangedV1 } from "../../events/roster-changed.v1.ts";
import { freshTable } from "../../test/support/fresh-table.ts";
import type { homeContract } from "./contract.ts";
import { keepLessonChange } from "./keep-lesson-change.ts";
import { keepLessons } from "./keep-lessons.ts";
import { keepNotice } from "./keep-notice.ts";
import { keepRollCall } from "./keep-roll-call.ts";
import { home } from "./manifest.ts";
import { projectRoster } from "./project-roster.ts";
import { readHome } from "./read-home.ts";
import { type HomeStore, openHomeStore } from "./store.ts";

const SIXTH = "aud_7k2mq4x9d0abc";
const LATIN = "aud_00000000latin";
const NINA = "per_7k2mq4x9d0abc";
const TOM = "per_0000000000tom";
const MOTHER = "per_0k2mq4x9d0abd";
const FATHER = "per_0000000father";
const TEACHER = "per_000000teacher";
const now = () => new Date("2026-11-23T06:55:00Z");

let store: HomeStore;
beforeAll(async () => {
  store = openHomeStore(openTable(await freshTable(home)));
});

const roster = (schoolId: SchoolId, id: string, version: number, children: Record<string, readonly string[]>) => {
  const { audience, pupils, ...example } = rosterChangedV1.example;
  const kind = id === SIXTH ? "class" : "group";
  const members = Object.entries(children).map(([pupilId, guardianIds]) => ({ ...pupils[0], pupilId, guardianIds }));
  const event = { ...example, schoolId, version, audience: { ...audience, id, kind }, pupils: members };
  return () => projectRoster(rosterChangedV1.schema.parse(event), { store, now });
};
const lessons = (schoolId: SchoolId, view: object, version: number, starts: readonly string[]) => {
  const slots = starts.map((start) => ({
    ...lessonsPublishedV1.example.days[0]?.slots[0],
    start,
    weeks: EVERY_WEEK,
    key: `at${start.replace(":", "")}`,
  }));
  const event = { ...lessonsPublishedV1.example, schoolId, view, days: [{ weekday: 1, version, slots }] };
  return () => keepLessons(lessonsPublishedV1.schema.parse(event), { store });
};
const LESSON = `les_${SIXTH.slice(4)}at0800_20261123`;
const change = (schoolId: SchoolId, version: number, status: "planned" | "cancelled") => {
  const event = { ...lessonChangedV1.example, schoolId, lessonId: LESSON, version, status, teacherIds: [TEACHER] };
  return () => keepLessonChange(lessonChangedV1.schema.parse(event), { store });
};
const register = (schoolId: SchoolId, version: number, marks: number) => {
  const { marks: given, ...example } = registerSubmittedV1.example;
  const event = {
    ...example,
    schoolId,
    lessonId: LESSON,
    version,
    teacherIds: [TEACHER],
    marks: given.slice(0, marks),
  };
  return () => keepRollCall(registerSubmittedV1.schema.parse(event), { store });
};
const notice = (schoolId: SchoolId, version: number, state: "told" | "withdrawn") => () =>
  keepNotice(noticeChangedV1.schema.parse({ ...noticeChangedV1.example, schoolId, version, state }), { store });

/** What happens in one school, in the order it happens. */
const story = (schoolId: SchoolId) => [
  roster(schoolId, SIXTH, 1, { [NINA]: [MOTHER, FATHER], [TOM]: [FATHER] }),
  roster(schoolId, SIXTH, 2, { [NINA]: [MOTHER] }),
  roster(schoolId, LATIN, 1, { [NINA]: [MOTHER] }),
  roster(schoolId, LATIN, 2, {}),
  roster(schoolId, LATIN, 3, { [NINA]: [MOTHER], [TOM]: [FATHER] }),
  lessons(schoolId, { kind: "audience", id: SIXTH }, 1, ["08:00", "10:00"]),
  lessons(schoolId, { kind: "audience", id: SIXTH }, 2, ["08:00", "14:00"]),
  lessons(schoolId, { kind: "audience", id: LATIN }, 1, ["09:00"]),
  lessons(schoolId, { kind: "teacher", id: TEACHER }, 1, ["08:00"]),
  change(schoolId, 1, "cancelled"),
  change(schoolId, 2, "planned"),
  register(schoolId, 1, 1),
  register(schoolId, 2, 0),
  notice(schoolId, 1, "told"),
  notice(schoolId, 2, "withdrawn"),
];

/** The queue brings an event back until it is handled. */
const deliver = async (event: () => Promise<void>): Promise<void> => {
  try {
    await event();
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    await deliver(event);
  }
};

const screenOf = async (claims: { memberships: string; children?: string }) => {
  const call = { principal: principalOf({ sub: "acc_1", ...claims }) } as Call<typeof homeContract.routes.readHome>;
  return (await readHome(call, { store, now })).body;
};

const screens = async (schoolId: SchoolId) => {
  const children = `${schoolId}:${NINA} ${schoolId}:${TOM}`;
  const [mother, father, teacher] = await Promise.all([
    screenOf({ memberships: `${schoolId}:guardian:${MOTHER}`, children }),
    screenOf({ memberships: `${schoolId}:guardian:${FATHER}`, children }),
    screenOf({ memberships: `${schoolId}:teacher:${TEACHER}` }),
  ]);
  return {
    mother: mother.children.map(({ pupilId, lessons, notices }) => [
      pupilId,
      lessons.map(({ start, status }) => `${start} ${status}`),
      notices.map(({ state }) => state),
    ]),
    father: father.children.map(({ pupilId }) => pupilId),
    teacher: teacher.lessons.map(({ start, status, rollCall, absentCount }) => [start, status, rollCall, absentCount]),
  };
};

const EXPECTED = {
  mother: [[NINA, ["08:00 planned", "09:00 planned", "14:00 planned"], ["withdrawn"]]],
  father: [],
  teacher: [["08:00", "planned", "done", 0]],
};

const freshSchool = () => `${String(randomInt(10_000_000)).padStart(7, "0")}Z` as SchoolId;
const COUNT = story(freshSchool()).length;
const everyEventTwice = fc.shuffledSubarray([...Array(COUNT).keys(), ...Array(COUNT).keys()], { minLength: COUNT * 2 });

describe("the first screen ends the same", () => {
  it("whatever the order in which events arrive, and however often", async () => {
    await fc.assert(
      fc.asyncProperty(everyEventTwice, async (order) => {
        const schoolId = freshSchool();
        const events = story(schoolId);
        for (const index of order) await deliver(events[index] ?? (async () => undefined));
        expect(await screens(schoolId)).toEqual(EXPECTED);
      }),
      { numRuns: 12 },
    );
  });

  it("when all events arrive at once", async () => {
    for (let run = 0; run < 8; run += 1) {
      const schoolId = freshSchool();
      await Promise.all(story(schoolId).map(deliver));
      expect(await screens(schoolId)).toEqual(EXPECTED);
    }
  });
});
