import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CalledLesson, type PresenceFact, type PresenceState, presenceOf } from "./presence.ts";
import type { Treatment } from "./treatment.ts";

const lesson = (status: CalledLesson["status"], more: Partial<CalledLesson> = {}): CalledLesson => ({
  lessonId: "les_1",
  start: "08:00",
  end: "08:55",
  subject: "Mathématiques",
  status,
  version: 1,
  ...more,
});
const fact = (kind: PresenceFact["kind"], from: string, more: Partial<PresenceFact> = {}): PresenceFact => ({
  factId: `fac_${kind}_${from}`,
  kind,
  from,
  to: from,
  planned: false,
  at: `2026-11-23T${from}:00.000Z`,
  replaces: [],
  ...more,
});
const at = (rollCall: CalledLesson, ...facts: readonly PresenceFact[]) => {
  const [presence] = presenceOf({ lessons: [rollCall], facts, treatments: [], statements: [] });
  return { state: presence?.state, ...(presence?.minutes !== undefined && { minutes: presence.minutes }) };
};

const absent = lesson("absent");
const present = lesson("present");
const late = (minutesLate: number) => lesson("late", { minutesLate });
const infirmary = (from: string, to: string) => fact("elsewhere", from, { to });
const outing = fact("elsewhere", "07:00", { to: "18:00", planned: true });

describe("a pupil at one lesson", () => {
  it.each<[string, CalledLesson, readonly PresenceFact[], { state: PresenceState; minutes?: number }]>([
    ["nobody called the roll", lesson("unknown"), [], { state: "unknown" }],
    ["the teacher saw them", present, [], { state: "present" }],
    ["the teacher missed them", absent, [], { state: "absent" }],
    ["the teacher saw them come late", late(7), [], { state: "late", minutes: 7 }],
    ["two teachers disagree", lesson("conflict"), [], { state: "conflict" }],
    ["missed at the roll call, then at the desk", absent, [fact("arrived", "08:20")], { state: "late", minutes: 20 }],
    ["at the desk, then in class later still", late(15), [fact("arrived", "08:10")], { state: "late", minutes: 15 }],
    ["in class before they came in", late(5), [fact("arrived", "08:10")], { state: "conflict" }],
    ["called present, at the desk afterwards", present, [fact("arrived", "08:20")], { state: "conflict" }],
    ["through the gate at eight, not in class", absent, [fact("arrived", "07:52")], { state: "conflict" }],
    ["came the hour after", absent, [fact("arrived", "09:02")], { state: "absent" }],
    ["through the gate and in class", present, [fact("arrived", "07:52")], { state: "present" }],
    ["fetched by their mother", present, [fact("left", "08:30")], { state: "left", minutes: 25 }],
    ["missing, and seen leaving", absent, [fact("left", "08:30")], { state: "conflict" }],
    ["late, then fetched", absent, [fact("arrived", "08:10"), fact("left", "08:40")], { state: "left", minutes: 15 }],
    ["gone since before the lesson", absent, [fact("left", "07:58")], { state: "left", minutes: 55 }],
    ["gone, yet in class", present, [fact("left", "07:58")], { state: "conflict" }],
    ["gone, then back", present, [fact("left", "07:40"), fact("arrived", "07:55")], { state: "present" }],
    ["at the infirmary", absent, [infirmary("08:02", "08:40")], { state: "elsewhere" }],
    ["sent to the infirmary in the lesson", present, [infirmary("08:20", "08:40")], { state: "present" }],
    ["in class and at the infirmary throughout", present, [infirmary("07:50", "09:30")], { state: "conflict" }],
    ["on an outing", absent, [outing], { state: "elsewhere" }],
    ["on the list of an outing, yet in class", present, [outing], { state: "present" }],
    [
      "written absent by the office",
      lesson("unknown"),
      [fact("absent", "08:00", { to: "12:00" })],
      { state: "absent" },
    ],
    ["written absent, seen in class", present, [fact("absent", "08:00", { to: "12:00" })], { state: "conflict" }],
    ["written absent, and missing", absent, [fact("absent", "08:00", { to: "12:00" })], { state: "absent" }],
    ["missed, seen by the office", absent, [fact("present", "08:00", { to: "08:55" })], { state: "conflict" }],
  ])("%s", (_, rollCall, facts, expected) => expect(at(rollCall, ...facts)).toEqual(expected));

  it("is as school life settles it, until somebody says something new", () => {
    const gate = fact("arrived", "07:52");
    const settled = fact("present", "08:00", { to: "08:55", replaces: ["les_1@1", gate.factId] });
    expect(at(absent, gate, settled)).toEqual({ state: "present" });
    expect(at({ ...absent, version: 2 }, gate, settled)).toEqual({ state: "conflict" });
  });

  it("keeps a fact that was settled, without counting it", () => {
    const mistaken = fact("arrived", "08:20");
    expect(at(present, mistaken, fact("present", "08:00", { to: "08:55", replaces: [mistaken.factId] }))).toEqual({
      state: "present",
    });
  });
});

describe("what school life decides", () => {
  const treated = (id: string, more: Partial<Treatment> = {}): Treatment => ({
    treatmentId: id,
    from: "08:00",
    to: "12:00",
    reasonId: "rea_1",
    reason: "Maladie",
    justified: true,
    counts: true,
    by: "acc_cpe",
    at: "2026-11-24T08:00:00.000Z",
    replaces: [],
    ...more,
  });
  const judged = (...treatments: readonly Treatment[]) => {
    const [presence] = presenceOf({ lessons: [absent], facts: [], treatments, statements: [] });
    return presence && { decided: presence.decided, justified: presence.justified, counts: presence.counts };
  };

  it.each([
    ["nothing yet", [], { decided: "no", justified: false, counts: true }],
    ["a valid reason", [treated("a")], { decided: "yes", justified: true, counts: true }],
    [
      "of another part of the day",
      [treated("a", { from: "13:00", to: "18:00" })],
      { decided: "no", justified: false, counts: true },
    ],
    [
      "twice the same",
      [treated("a"), treated("b", { reason: "Grippe" })],
      { decided: "yes", justified: true, counts: true },
    ],
    [
      "two CPE differently",
      [treated("a"), treated("b", { justified: false })],
      { decided: "disputed", justified: false, counts: true },
    ],
    [
      "a second thought",
      [treated("a"), treated("b", { justified: false, replaces: ["a"] })],
      { decided: "yes", justified: false, counts: true },
    ],
  ])("%s", (_, treatments, expected) => expect(judged(...treatments)).toEqual(expected));

  it("never changes what was seen", () => {
    const [presence] = presenceOf({ lessons: [absent], facts: [], treatments: [treated("a")], statements: [] });
    expect(presence?.state).toBe("absent");
  });

  it("is helped by what the family announced, which makes nobody absent", () => {
    const statements = [{ from: "08:00", to: "12:00" }];
    const [missing] = presenceOf({ lessons: [absent], facts: [], treatments: [], statements });
    const [there] = presenceOf({ lessons: [present], facts: [], treatments: [], statements });
    expect([missing?.state, missing?.announced, there?.state]).toEqual(["absent", true, "present"]);
  });
});

it("a day is the same whatever the order in which its facts are read, and however often", () => {
  const time = fc
    .integer({ min: 7 * 60, max: 13 * 60 })
    .map((minutes) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`);
  const facts = fc.uniqueArray(
    fc.record({
      factId: fc.constantFrom(..."abcdefgh"),
      kind: fc.constantFrom(
        "arrived" as const,
        "left" as const,
        "elsewhere" as const,
        "absent" as const,
        "present" as const,
      ),
      from: time,
      to: time,
      planned: fc.boolean(),
      at: time.map((clock) => `2026-11-23T${clock}:00.000Z`),
      replaces: fc.array(fc.constantFrom(..."abcdefgh", "les_1@1"), { maxLength: 2 }),
    }),
    { selector: ({ factId }) => factId, maxLength: 6 },
  );
  const status = fc.constantFrom(
    "unknown" as const,
    "present" as const,
    "absent" as const,
    "late" as const,
    "conflict" as const,
  );
  fc.assert(
    fc.property(
      facts,
      status,
      fc.integer({ min: 1, max: 40 }),
      fc.infiniteStream(fc.nat()),
      (said, called, minutesLate, order) => {
        const lessons = [lesson(called, called === "late" ? { minutesLate } : {})];
        const shuffled = said
          .map((one) => ({ one, rank: order.next().value ?? 0 }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ one }) => one);
        const fold = (read: readonly PresenceFact[]) =>
          presenceOf({ lessons, facts: read, treatments: [], statements: [] });
        expect(fold(shuffled)).toEqual(fold(said));
        expect(fold([...said, ...shuffled])).toEqual(fold(said));
      },
    ),
    { numRuns: 500 },
  );
});
