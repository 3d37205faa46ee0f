import { packSlot, type Slot } from "@preau/calendar";
import { hashOf, type ViewDay } from "./day.ts";
import type { NamedView } from "./import-store.ts";

/** A day as the file says it. */
export type ComposedDay = Pick<ViewDay, "viewId" | "kind" | "weekday" | "classes" | "slots" | "hash">;

/** Every timetable a slot appears in: its audiences, its teachers, its room. */
export const viewsOf = (slot: Slot): readonly NamedView[] => [
  ...slot.audiences.map(({ id, code }) => ({ viewId: id, kind: "audience" as const, label: code })),
  ...slot.teachers.map(({ id }) => ({ viewId: id, kind: "teacher" as const, label: id })),
  ...(slot.room ? [{ viewId: slot.room.id, kind: "room" as const, label: slot.room.label }] : []),
];

/** The day of one view; `placeCourses` gives the slots in an order of their own, so that the same lessons give the same hash. */
export const composeDay = (
  { viewId, kind }: NamedView,
  weekday: number,
  slots: readonly Slot[],
  classes: readonly string[],
): ComposedDay => {
  const said = { classes, slots: slots.map(packSlot) };
  return { viewId, kind, weekday, ...said, hash: hashOf(said) };
};

/** The days of every view that has lessons; `classesOf` gives the classes whose pupils attend an audience's lessons. */
export const composeDays = (
  slots: readonly Slot[],
  classesOf: (audienceId: string) => readonly string[],
): readonly ComposedDay[] => {
  const entries = slots.flatMap((slot) => viewsOf(slot).map((view) => ({ view, slot })));
  return [...Map.groupBy(entries, ({ view, slot }) => `${view.viewId}#${slot.weekday}`).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { view, slot } = first;
    const classes = view.kind === "audience" ? classesOf(view.viewId) : [];
    return [
      composeDay(
        view,
        slot.weekday,
        group.map((entry) => entry.slot),
        classes,
      ),
    ];
  });
};
