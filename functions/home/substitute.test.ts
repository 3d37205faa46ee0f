import { EVERY_WEEK } from "@preau/calendar";
import type { PersonId, SchoolId } from "@preau/contract";
import { personIdOf } from "@preau/contract/derive-id";
import { principalOf } from "@preau/policy";
import type { Call } from "@preau/runtime";
import { openTable } from "@preau/store";
import { beforeAll, describe, expect, it } from "vitest";
import { lessonChangedV1 } from "../../events/lesson-changed.v1.ts";
import { lessonsPublishedV1 } from "../../events/lessons-published.v1.ts";
import { registerRemindedV1 } from "../../events/register-reminded.v1.ts";
import { freshTable } from "../../test/support/fresh-table.ts";
import type { homeContract } from "./contract.ts";
import { keepLessonChange } from "./keep-lesson-change.ts";
import { keepLessons } from "./keep-lessons.ts";
import { keepReminder } from "./keep-reminder.ts";
import { home } from "./manifest.ts";
import { readHome } from "./read-home.ts";
import { type HomeStore, openHomeStore } from "./store.ts";

const COLLEGE = lessonChangedV1.example.schoolId as SchoolId;
const REGULAR = personIdOf("TEST", "regular");
const SUBSTITUTE = personIdOf("TEST", "substitute");
const { lessonId } = lessonChangedV1.example;
const [example] = lessonsPublishedV1.example.days[0]?.slots ?? [];
const slot = { ...example, weeks: EVERY_WEEK, teachers: [{ id: REGULAR, name: "Mme BRIAC" }] };

let store: HomeStore;
beforeAll(async () => {
  store = openHomeStore(openTable(await freshTable(home)));
  const days = [{ weekday: 1, version: 1, slots: [slot] }];
  const published = { ...lessonsPublishedV1.example, view: { kind: "teacher", id: REGULAR }, classes: [], days };
  await keepLessons(lessonsPublishedV1.schema.parse(published), { store });
});

const change = (version: number, rest: object) => {
  const { label: _label, ...usual } = lessonChangedV1.example;
  const event = { ...usual, version, status: "planned", teacherIds: [REGULAR, SUBSTITUTE], ...rest };
  return keepLessonChange(lessonChangedV1.schema.parse(event), { store });
};
const lessonsOf = async (personId: PersonId) => {
  const principal = principalOf({ sub: "acc_1", memberships: `${COLLEGE}:teacher:${personId}` });
  const now = () => new Date("2026-11-23T07:30:00Z");
  const { body } = await readHome({ principal } as Call<typeof homeContract.routes.readHome>, { store, now });
  return body.lessons.map(({ start, rollCall, teachers }) => [start, rollCall, teachers[0]?.name]);
};

describe("a lesson that somebody else gives one day", () => {
  it("is on their first screen with its roll to call, and no longer asks the one who is replaced", async () => {
    await change(1, { teachers: [{ id: SUBSTITUTE, name: "M. SORBIER" }], slot });
    expect(await lessonsOf(SUBSTITUTE)).toEqual([["08:00", "to-do", "M. SORBIER"]]);
    expect(await lessonsOf(REGULAR)).toEqual([["08:00", undefined, "M. SORBIER"]]);
  });

  it("leaves their first screen once it is given back", async () => {
    await change(2, {});
    expect(await lessonsOf(SUBSTITUTE)).toEqual([]);
    expect(await lessonsOf(REGULAR)).toEqual([["08:00", "to-do", "Mme BRIAC"]]);
  });
});

describe("a roll that school life asks for", () => {
  it("is told on the first screen of its teacher, the latest time, whatever the order of arrival", async () => {
    for (const [version, remindedAt] of [
      [2, "2026-11-23T07:35:00.000Z"],
      [1, "2026-11-23T07:25:00.000Z"],
    ] as const) {
      const event = { ...registerRemindedV1.example, lessonId, version, teacherIds: [REGULAR], remindedAt };
      await keepReminder(registerRemindedV1.schema.parse(event), { store });
    }
    const principal = principalOf({ sub: "acc_1", memberships: `${COLLEGE}:teacher:${REGULAR}` });
    const now = () => new Date("2026-11-23T07:40:00Z");
    const { body } = await readHome({ principal } as Call<typeof homeContract.routes.readHome>, { store, now });
    expect(body.lessons[0]).toMatchObject({ rollCall: "to-do", remindedAt: "2026-11-23T07:35:00.000Z" });
  });
});
