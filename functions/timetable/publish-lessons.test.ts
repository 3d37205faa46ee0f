import { EVERY_WEEK, packSlot, type Slot } from "@preau/calendar";
import { describe, expect, it } from "vitest";
import { lessonChangedV1 } from "../../events/lesson-changed.v1.ts";
import { lessonsPublishedV1 } from "../../events/lessons-published.v1.ts";
import { lessonEvents } from "./publish-lessons.ts";

const published = lessonsPublishedV1.schema.parse(lessonsPublishedV1.example);
const changed = lessonChangedV1.schema.parse(lessonChangedV1.example);
const { days, ...view } = published;
const [monday] = days;
if (monday === undefined) throw new Error("the example has a day");
const slots = monday.slots.map((slot) => packSlot({ ...slot, weeks: EVERY_WEEK } as Slot));
const day = { ...view, ...monday, kind: "audience", viewId: published.view.id, slots, hash: "h", _et: "day" };
const written = (entity: string, after: object | undefined) =>
  lessonEvents([{ entity, before: undefined, after: after as Record<string, unknown> | undefined }]);

describe("what the rest of the school hears", () => {
  it("the day of a class leaves with its lessons, and with no more than the event says", () => {
    const [event, ...others] = written("day", day);
    expect(event?.event.name).toBe("lessons-published.v1");
    expect(event?.payload).toEqual({
      ...view,
      days: [{ ...monday, slots: [{ ...monday.slots[0], weeks: EVERY_WEEK }] }],
    });
    expect(others).toEqual([]);
  });

  it("the day of a teacher leaves under the teacher's name", () => {
    const [event] = written("day", { ...day, kind: "teacher", viewId: "per_7k2mq4x9d0abc", classes: [] });
    expect(event?.payload).toMatchObject({ view: { kind: "teacher", id: "per_7k2mq4x9d0abc" } });
  });

  it("the days of one view leave together, the later state of each", () => {
    const changes = [day, { ...day, weekday: 2 }, { ...day, version: monday.version + 1, slots: [] }].map((after) => ({
      entity: "day",
      before: undefined,
      after,
    }));
    const events = lessonEvents(changes);
    expect(events).toHaveLength(1);
    expect(events[0]?.payload).toMatchObject({
      days: [
        { weekday: 1, version: monday.version + 1, slots: [] },
        { weekday: 2, version: monday.version },
      ],
    });
  });

  it("an emptied day leaves empty", () =>
    expect(written("day", { ...day, slots: [] })[0]?.payload).toMatchObject({ days: [{ weekday: 1, slots: [] }] }));

  it("a changed lesson leaves once, with all whom it concerns", () => {
    const [event] = written("change", { ...changed, viewId: "aud_x", roomIds: [] });
    expect(event?.payload).toEqual(changed);
    expect(written("change-copy", changed)).toEqual([]);
  });

  it("rooms and deletions say nothing", () => {
    expect(written("day", { ...day, kind: "room" })).toEqual([]);
    expect(written("change", undefined)).toEqual([]);
  });
});
