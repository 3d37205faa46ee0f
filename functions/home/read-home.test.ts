import { EVERY_WEEK, packSlot, type Slot } from "@preau/calendar";
import { principalOf } from "@preau/policy";
import type { Call } from "@preau/runtime";
import { describe, expect, it } from "vitest";
import type { Card } from "./child.ts";
import type { HomeNotice, homeContract } from "./contract.ts";
import type { DayPage } from "./home-day.ts";
import { readHome } from "./read-home.ts";

type HomeCall = Call<typeof homeContract.routes.readHome>;

const COLLEGE = "0990001N";
const LYCEE = "0990002P";

const slot = (key: string, start: string, changes: object = {}) =>
  packSlot({
    key,
    weekday: 1,
    start,
    minutes: 55,
    weeks: EVERY_WEEK,
    subject: { code: "MATHS", label: "Mathématiques" },
    teachers: [{ id: "per_teacher", name: "Solène BRIAC" }],
    audiences: [{ id: "aud_0000000000006", code: "6A" }],
    ...changes,
  } as unknown as Slot);

const card = (pupilId: string, audienceId: string, changes: object = {}): Card =>
  ({ pupilId, audienceId, version: 1, ...changes }) as unknown as Card;
const named = (givenName: string, className: string) => ({ pupil: { givenName, familyName: "MARLOW", className } });

const notice = (pupilId: string, state: string, n = 1) =>
  ({ noticeId: `not_${n}`, pupilId, state, acknowledged: n === 3 }) as HomeNotice;

const empty: DayPage = { slots: [], changes: [], calls: [], reminders: [], detentions: [] };

interface World {
  readonly families?: Record<string, { cards?: Card[]; notices?: HomeNotice[] }>;
  readonly days?: Record<string, Partial<DayPage>>;
}

const open = async (claims: { memberships: string; children?: string }, { families = {}, days = {} }: World = {}) => {
  const asked: string[] = [];
  const call = { principal: principalOf({ sub: "acc_1", ...claims }) } as HomeCall;
  const reply = await readHome(call, {
    store: {
      family: async ({ schoolId, personId }) => {
        asked.push(`${schoolId}/${personId}`);
        return { cards: [], notices: [], ...families[`${schoolId}/${personId}`] };
      },
      day: async ({ schoolId, id }, weekday) => {
        asked.push(`${schoolId}/${id}/${weekday}`);
        return { ...empty, ...days[id] };
      },
    },
    now: () => new Date("2026-11-23T06:55:00Z"),
  });
  return { ...reply.body, asked };
};

const parent = {
  memberships: `${COLLEGE}:guardian:per_mother ${LYCEE}:guardian:per_mother`,
  children: `${COLLEGE}:per_nina ${LYCEE}:per_zoe`,
};
const families = {
  [`${COLLEGE}/per_mother`]: {
    cards: [card("per_nina", "aud_6a", named("Nina", "6A")), card("per_nina", "aud_latin")],
  },
  [`${LYCEE}/per_mother`]: { cards: [card("per_zoe", "aud_2b", named("Zoé", "2B"))] },
};

describe("the first screen of a parent", () => {
  it("shows each child, in each school, with the lessons of the class and of the child's own groups", async () => {
    const days = {
      aud_6a: {
        slots: [
          { viewId: "aud_6a", slots: [slot("aaaaaa", "09:00")] },
          { viewId: "aud_latin", slots: [slot("bbbbbb", "08:00")] },
          { viewId: "aud_german", slots: [slot("cccccc", "08:00")] },
        ],
      },
    };
    const { children, now, schools } = await open(parent, { families, days });
    expect(children.map(({ givenName, className, schoolId }) => [givenName, className, schoolId])).toEqual([
      ["Nina", "6A", COLLEGE],
      ["Zoé", "2B", LYCEE],
    ]);
    expect(children[0]?.lessons.map(({ start }) => start)).toEqual(["08:00", "09:00"]);
    expect(children[0]?.lessons[0]).not.toHaveProperty("rollCall");
    expect(now).toEqual({ day: "2026-11-23", time: "07:55" });
    expect(schools).toEqual([
      { schoolId: COLLEGE, roles: ["guardian"] },
      { schoolId: LYCEE, roles: ["guardian"] },
    ]);
  });

  it("no longer shows a child whom the token does not name, though the cards do", async () => {
    const { children, notices } = await open(
      { ...parent, children: `${LYCEE}:per_zoe` },
      { families: { ...families, [`${COLLEGE}/per_mother`]: { notices: [notice("per_nina", "told")] } } },
    );
    expect(children.map(({ givenName }) => givenName)).toEqual(["Zoé"]);
    expect(notices.waiting).toBe(0);
  });

  it("shows a child of two schools only in the school where the token names them", async () => {
    const claims = { ...parent, children: `${LYCEE}:per_nina ${COLLEGE}:per_tom` };
    expect((await open(claims, { families })).children).toEqual([]);
  });

  it("shows a lesson given to two groups of the child once", async () => {
    const both = {
      audiences: [
        { id: "aud_0000000000006", code: "6A" },
        { id: "aud_00000000latin", code: "6LAT" },
      ],
    };
    const days = {
      aud_6a: {
        slots: ["aud_6a", "aud_latin"].map((viewId) => ({ viewId, slots: [slot("aaaaaa", "08:00", both)] })),
      },
    };
    expect((await open(parent, { families, days })).children[0]?.lessons).toHaveLength(1);
  });

  it("shows five notices a child, the latest, and counts those that stand and were not read", async () => {
    const notices = [1, 2, 3, 4, 5, 6].map((n) => notice("per_nina", n === 2 ? "withdrawn" : "told", n));
    const cards = families[`${COLLEGE}/per_mother`]?.cards ?? [];
    const shown = await open(parent, { families: { [`${COLLEGE}/per_mother`]: { cards, notices } } });
    expect(shown.children[0]?.notices.map(({ noticeId }) => noticeId)).toEqual([
      "not_1",
      "not_2",
      "not_3",
      "not_4",
      "not_5",
    ]);
    expect(shown.notices.waiting).toBe(4);
  });

  it("of twins in one class asks for that class once", async () => {
    const twins = { memberships: `${COLLEGE}:guardian:per_mother`, children: `${COLLEGE}:per_nina ${COLLEGE}:per_tom` };
    const cards = [card("per_nina", "aud_6a", named("Nina", "6A")), card("per_tom", "aud_6a", named("Tom", "6A"))];
    const { asked, children } = await open(twins, { families: { [`${COLLEGE}/per_mother`]: { cards } } });
    expect(children).toHaveLength(2);
    expect(asked).toEqual([`${COLLEGE}/per_mother`, `${COLLEGE}/aud_6a/1`]);
  });
});

describe("the first screen of a teacher", () => {
  const teacher = { memberships: `${COLLEGE}:teacher:per_teacher ${LYCEE}:teacher:per_teacher` };
  const LESSON = "les_0000000000006aaaaaa_20261123" as never;
  const slots = [{ viewId: "per_teacher", slots: [slot("aaaaaa", "08:00")] }];

  it("shows the lessons of every school, by the clock, and which rolls are to be called", async () => {
    const calls = [{ lessonId: LESSON, version: 1, absentCount: 2, lateCount: 1 }];
    const done = await open(teacher, { days: { per_teacher: { slots, calls } } });
    expect(done.lessons.map(({ schoolId }) => schoolId)).toEqual([COLLEGE, LYCEE]);
    expect(done.lessons[0]).toMatchObject({ rollCall: "done", absentCount: 2, lateCount: 1 });
    expect((await open(teacher, { days: { per_teacher: { slots } } })).lessons[0]).toMatchObject({ rollCall: "to-do" });
    expect(done.children).toEqual([]);
  });

  it("asks for no roll at a cancelled lesson, and says why it is cancelled", async () => {
    const change = { lessonId: LESSON, day: "2026-11-23", version: 1, status: "cancelled" as const, label: "Sortie" };
    const { lessons } = await open(teacher, { days: { per_teacher: { slots, changes: [change as never] } } });
    expect(lessons[0]).toMatchObject({ status: "cancelled", label: "Sortie" });
    expect(lessons[0]).not.toHaveProperty("rollCall");
  });

  it("ignores what was changed the Monday before", async () => {
    const change = { lessonId: LESSON, day: "2026-11-16", version: 1, status: "cancelled" as const };
    const { lessons } = await open(teacher, { days: { per_teacher: { slots, changes: [change as never] } } });
    expect(lessons[0]?.status).toBe("planned");
  });
});

describe("the first screen of others", () => {
  it("a pupil sees their own lessons and no roll call", async () => {
    const { lessons, children } = await open(
      { memberships: `${COLLEGE}:pupil:per_nina` },
      {
        families: { [`${COLLEGE}/per_nina`]: { cards: [card("per_nina", "aud_6a", named("Nina", "6A"))] } },
        days: { aud_6a: { slots: [{ viewId: "aud_6a", slots: [slot("aaaaaa", "08:00")] }] } },
      },
    );
    expect(lessons).toMatchObject([{ start: "08:00", end: "08:55", schoolId: COLLEGE }]);
    expect(lessons[0]).not.toHaveProperty("rollCall");
    expect(children).toEqual([]);
  });

  it("a CPE sees their schools, at no read", async () => {
    const { asked, schools } = await open({ memberships: `${COLLEGE}:cpe:per_cpe` });
    expect(asked).toEqual([]);
    expect(schools).toEqual([{ schoolId: COLLEGE, roles: ["cpe"] }]);
  });
});
