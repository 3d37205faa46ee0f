import type { LessonChange } from "@preau/calendar";
import type { Payload } from "@preau/contract";
import type { lessonChangedV1 } from "../../../events/lesson-changed.v1.ts";
import type { lessonsPublishedV1 } from "../../../events/lessons-published.v1.ts";
import type { PlanStore } from "./plan-store.ts";

interface Deps {
  readonly plans: Pick<PlanStore, "keepPlan" | "keepChange">;
  now(): Date;
}

/** Remembers the weekly lessons of an audience in the plan of the school, from which the registers of a day are listed. */
export const keepPlan = async (
  { schoolId, schoolYear, view, classes, days }: Payload<typeof lessonsPublishedV1>,
  { plans }: Deps,
): Promise<void> => {
  if (view.kind !== "audience") return;
  await Promise.all(days.map((day) => plans.keepPlan({ schoolId, schoolYear }, view.id, day, classes)));
};

/** Remembers, with the day it happens on, that a lesson was cancelled, moved or restored. */
export const keepDayChange = async (
  { schoolId, day, lessonId, status, label, room, teachers, version }: Payload<typeof lessonChangedV1>,
  { plans, now }: Deps,
): Promise<void> => {
  const change: Omit<LessonChange, "status"> & Pick<Payload<typeof lessonChangedV1>, "status"> = {
    lessonId,
    status,
    version,
    ...(label !== undefined && { label }),
    ...(room !== undefined && { room }),
    ...(teachers !== undefined && { teachers }),
  };
  await plans.keepChange({ schoolId, day }, change, now());
};
