import { unpackSlot } from "@preau/calendar";
import { type Change, type Outgoing, outgoing } from "@preau/runtime/publish";
import { lessonChangedV1 } from "../../events/lesson-changed.v1.ts";
import { lessonsPublishedV1 } from "../../events/lessons-published.v1.ts";
import type { ViewDay } from "./day.ts";

const dayEvents = ({ kind, viewId, slots, ...day }: ViewDay): readonly Outgoing[] =>
  kind === "room"
    ? []
    : [
        outgoing(
          lessonsPublishedV1,
          lessonsPublishedV1.schema.parse({ ...day, view: { kind, id: viewId }, slots: slots.map(unpackSlot) }),
        ),
      ];

/** What the rest of the school hears: the days of audiences and teachers, and each changed lesson once. */
export const lessonEvents = (changes: readonly Change[]): readonly Outgoing[] =>
  changes.flatMap(({ entity, after }) => {
    if (after === undefined) return [];
    if (entity === "day") return dayEvents(after as unknown as ViewDay);
    if (entity === "change") return [outgoing(lessonChangedV1, lessonChangedV1.schema.parse(after))];
    return [];
  });
