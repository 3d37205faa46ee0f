import { packSlot } from "@preau/calendar";
import type { Payload } from "@preau/contract";
import type { lessonsPublishedV1 } from "../../events/lessons-published.v1.ts";
import type { HomeStore } from "./store.ts";

interface Deps {
  readonly store: Pick<HomeStore, "keepSlots">;
}

/**
 * Keeps the day of a class or a group under each class whose pupils attend, and that of a teacher under the teacher. A class that a
 * group no longer draws on keeps its slots: no pupil of that class is in the group, so nobody sees them.
 */
export const keepLessons = async (
  { schoolId, schoolYear, view, classes, weekday, version, slots }: Payload<typeof lessonsPublishedV1>,
  { store }: Deps,
): Promise<void> => {
  const kept = { viewId: view.id, version, slots: slots.map(packSlot) };
  const owners =
    view.kind === "teacher"
      ? [{ kind: "PERSON" as const, id: view.id }]
      : classes.map((id) => ({ kind: "CLASS" as const, id }));
  await Promise.all(owners.map((owner) => store.keepSlots({ schoolId, schoolYear, ...owner }, weekday, kept)));
};
