import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { claimed, type Delivery, dropped, enlisted, retractedOn, settled, stepOf } from "./delivery.ts";
import { type Entry, standingOf, type ToldLesson } from "./notice.ts";

const START = new Date("2026-11-23T07:15:00.000Z");
const later = (seconds: number) => new Date(START.getTime() + seconds * 1_000);
const lesson = (start: string, state: ToldLesson["state"] = "absent", disputed?: true): ToldLesson => ({
  lessonId: `les_${start}`,
  start,
  end: start,
  subject: "Latin",
  state,
  ...(disputed && { disputed }),
});
const entry = (lessons: readonly ToldLesson[], loud = true): Entry => ({ at: START.toISOString(), lessons, loud });
const eight = entry([lesson("08:00")]);
const nothing = entry([], false);
const fresh = enlisted(1, START);
const sent = settled(claimed(fresh, 1, START), { state: "sent" }, START);
const refused = { state: "failed", reason: "Boîte pleine.", again: true } as const;

describe("a channel", () => {
  it.each<[string, readonly Entry[], Delivery, Date | undefined, object]>([
    ["sends what it has not sent", [eight], fresh, undefined, { do: "send" }],
    ["sends nothing twice", [eight], sent, undefined, { do: "nothing" }],
    ["waits for the end of quiet hours", [eight], fresh, later(3600), { do: "wait", until: later(3600) }],
    ["sends a correction in quiet hours", [eight, nothing], sent, later(3600), { do: "send" }],
    ["says nothing of what was corrected before it left", [eight, nothing], fresh, undefined, { do: "withdraw" }],
    [
      "says nothing of what only goes on",
      [eight, entry([lesson("08:00"), lesson("09:00")], false)],
      sent,
      undefined,
      { do: "nothing" },
    ],
    [
      "says nothing while the school contradicts itself",
      [eight, entry([lesson("08:00", "absent", true)], false)],
      fresh,
      undefined,
      { do: "nothing" },
    ],
    [
      "corrects what it perhaps said before it died",
      [eight, nothing],
      claimed(fresh, 1, later(-60)),
      undefined,
      { do: "send" },
    ],
    [
      "leaves to whoever is sending the time to do it",
      [eight],
      claimed(fresh, 1, later(-10)),
      undefined,
      { do: "wait", until: later(20) },
    ],
    ["sends again what perhaps left", [eight], claimed(fresh, 1, later(-60)), undefined, { do: "send" }],
  ])("%s", (_, history, delivery, hushed, expected) =>
    expect(stepOf({ history }, delivery, START, hushed)).toEqual(expected),
  );

  it("tries five times, further and further apart, then says why it gave up", () => {
    let delivery: Delivery = fresh;
    const waits: number[] = [];
    let at = START;
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expect(stepOf({ history: [eight] }, delivery, at, undefined)).toEqual({ do: "send" });
      delivery = settled(claimed(delivery, 1, at), refused, at);
      if (delivery.until === undefined) break;
      waits.push((new Date(delivery.until).getTime() - at.getTime()) / 1_000);
      at = new Date(delivery.until);
    }
    expect(waits).toEqual([30, 120, 480, 900]);
    expect(delivery).toMatchObject({ state: "failed", reason: "Boîte pleine.", told: 0 });
    expect(stepOf({ history: [eight] }, delivery, later(86_400), undefined)).toEqual({ do: "nothing" });
  });

  it("does not try again what cannot succeed", () => {
    expect(settled(claimed(fresh, 1, START), { ...refused, again: false }, START).state).toBe("failed");
  });

  it("sends a correction at once, though the last attempt was put off", () => {
    const again = settled(claimed(sent, 2, START), refused, START);
    expect(stepOf({ history: [eight, nothing, eight] }, again, later(1), undefined)).toEqual({ do: "send" });
    const late = entry([lesson("08:00", "late")], false);
    expect(stepOf({ history: [eight, late, nothing] }, again, later(1), undefined)).toEqual({ do: "send" });
  });

  it("that was never used is closed by a withdrawal", () => {
    expect(dropped(fresh, 2, START)).toMatchObject({ state: "withdrawn", told: 0, about: 2 });
  });
});

/** One thing that happens: the school says something else, or the channel is used and works, fails, or dies before or after sending. */
const STARTS = ["08:00", "09:00", "10:00"];
const anyLessons = fc
  .uniqueArray(fc.constantFrom(...STARTS), { maxLength: 3 })
  .chain((starts) =>
    fc.tuple(
      ...starts.sort().map((start) => fc.constantFrom(lesson(start), lesson(start, "late"), lesson(start, "left"))),
    ),
  );
const anyTurn = fc.oneof(
  fc.record({ says: anyLessons, loud: fc.boolean() }),
  fc.record({ channel: fc.constantFrom("works", "fails", "dies before", "dies after") }),
);

describe("whatever happens to a channel", () => {
  it("once it works, the family believes nothing that does not stand, and knows all that was worth an alert", () => {
    fc.assert(
      fc.property(fc.array(anyTurn, { maxLength: 14 }), (turns) => {
        const history: Entry[] = [entry([lesson("08:00")])];
        let delivery: Delivery = enlisted(1, START);
        const believed = new Map<string, string>();
        let clock = 0;
        const use = (how: string) => {
          clock += 1_000;
          const now = later(clock);
          const step = stepOf({ history }, delivery, now, undefined);
          if (step.do === "withdraw") delivery = dropped(delivery, history.length, now);
          if (step.do !== "send") return;
          const undone = retractedOn({ history }, delivery);
          delivery = claimed(delivery, history.length, now);
          if (how === "dies before") return;
          if (how !== "fails") {
            for (const { lessonId } of undone) believed.delete(lessonId);
            for (const { lessonId, state } of standingOf({ history })) believed.set(lessonId, state);
          }
          if (how === "dies after") return;
          delivery = settled(delivery, how === "fails" ? refused : { state: "sent" }, now);
        };
        for (const turn of turns) {
          if ("channel" in turn) use(turn.channel);
          else {
            const before = standingOf({ history });
            const added = turn.says.some(({ lessonId }) => !before.some((one) => one.lessonId === lessonId));
            history.push(entry(turn.says, turn.loud && added));
          }
        }
        if (delivery.state === "failed") return;
        for (let round = 0; round < 3; round += 1) use("works");
        const standing = standingOf({ history });
        for (const [lessonId, state] of believed)
          expect(standing.find((one) => one.lessonId === lessonId)?.state).toBe(state);
        if (standing.length > 0 && history.at(-1)?.loud)
          expect([...believed.keys()].sort()).toEqual(standing.map(({ lessonId }) => lessonId).sort());
        expect(stepOf({ history }, delivery, later(clock + 90_000), undefined)).toEqual({ do: "nothing" });
      }),
      { numRuns: 2_000 },
    );
  });
});
