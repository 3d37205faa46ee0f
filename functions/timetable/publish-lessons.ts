import { type PackedSlot, unpackSlot } from "@preau/calendar";
import { type Change, type Outgoing, outgoing } from "@preau/runtime/publish";
import { lessonChangedV1 } from "../../events/lesson-changed.v1.ts";
import { lessonsPublishedV1 } from "../../events/lessons-published.v1.ts";
import type { ViewDay } from "./day.ts";

/** The days of one view that leave together; `days` is by weekday, so that the later of two states is the one that leaves. */
const viewEvent = (days: readonly ViewDay[]): readonly Outgoing[] => {
  const [first] = days;
  if (first === undefined || first.kind === "room") return [];
  const { schoolId, schoolYear, kind, viewId, classes } = first;
  const latest = [...new Map(days.map((day) => [day.weekday, day])).values()];
  const payload = lessonsPublishedV1.schema.parse({
    schoolId,
    schoolYear,
    view: { kind, id: viewId },
    classes,
    days: latest.map(({ weekday, version, slots }) => ({ weekday, version, slots: slots.map(unpackSlot) })),
  });
  return [outgoing(lessonsPublishedV1, payload)];
};

/** A changed lesson; with its weekly slot when somebody takes it over who has no such slot. */
const changeEvent = (image: Readonly<Record<string, unknown>>): Outgoing => {
  const { slot, ...change } = image as { slot?: PackedSlot };
  const payload = { ...change, ...(slot !== undefined && { slot: unpackSlot(slot) }) };
  return outgoing(lessonChangedV1, lessonChangedV1.schema.parse(payload));
};

/** What the rest of the school hears: the changed days of each audience and teacher in one event, and each changed lesson once. */
export const lessonEvents = (changes: readonly Change[]): readonly Outgoing[] => {
  const written = changes.flatMap(({ entity, after }) => (after === undefined ? [] : [{ entity, after }]));
  const days = written.filter(({ entity }) => entity === "day").map(({ after }) => after as unknown as ViewDay);
  const views = Map.groupBy(days, ({ schoolId, schoolYear, viewId, classes }) =>
    [schoolId, schoolYear, viewId, ...classes].join(),
  );
  const lessons = written.filter(({ entity }) => entity === "change");
  return [...[...views.values()].flatMap(viewEvent), ...lessons.map(({ after }) => changeEvent(after))];
};
