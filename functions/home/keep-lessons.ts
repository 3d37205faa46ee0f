import { packSlot } from "@preau/calendar";
import type { Payload } from "@preau/contract";
import type { lessonsPublishedV1 } from "../../events/lessons-published.v1.ts";
import type { HomeStore } from "./store.ts";

interface Deps {
  readonly store: Pick<HomeStore, "keepSlots">;
}

/**
 * Keeps the days of a class or a group under each class whose pupils attend, and those of a teacher under the teacher. A class that a
 * group no longer draws on keeps its slots: no pupil of that class is in the group, so nobody sees them.
 */
export const keepLessons = async (
  { schoolId, schoolYear, view, classes, days }: Payload<typeof lessonsPublishedV1>,
  { store }: Deps,
): Promise<void> => {
  const owners =
    view.kind === "teacher"
      ? [{ kind: "PERSON" as const, id: view.id }]
      : classes.map((id) => ({ kind: "CLASS" as const, id }));
  await store.keepSlots(
    owners.flatMap((owner) =>
      days.map(({ weekday, version, slots }) => ({
        owner: { schoolId, schoolYear, ...owner },
        weekday,
        view: { viewId: view.id, version, slots: slots.map(packSlot) },
      })),
    ),
  );
};
