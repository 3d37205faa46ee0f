import type { LessonChange } from "@preau/calendar";
import type { Payload } from "@preau/contract";
import type { lessonChangedV1 } from "../../events/lesson-changed.v1.ts";
import type { lessonsPublishedV1 } from "../../events/lessons-published.v1.ts";
import type { SheetStore } from "./sheet-store.ts";

interface Deps {
  readonly sheets: Pick<SheetStore, "keepSlots" | "keepChange">;
}

/** Remembers the weekly lessons of an audience; teachers' views say nothing more about who is called. */
export const keepLessons = async (published: Payload<typeof lessonsPublishedV1>, { sheets }: Deps): Promise<void> => {
  const { schoolId, schoolYear, view, days } = published;
  if (view.kind !== "audience") return;
  await Promise.all(
    days.map(({ weekday, version, slots }) =>
      sheets.keepSlots({ schoolId, schoolYear }, view.id, weekday, version, slots),
    ),
  );
};

/** Remembers that a lesson was cancelled, moved, or restored. */
export const keepLessonChange = async (changed: Payload<typeof lessonChangedV1>, { sheets }: Deps): Promise<void> => {
  const { schoolId, schoolYear, lessonId, status, label, room, teachers, version } = changed;
  const change: Omit<LessonChange, "status"> & Pick<typeof changed, "status"> = {
    lessonId,
    status,
    version,
    ...(label !== undefined && { label }),
    ...(room !== undefined && { room }),
    ...(teachers !== undefined && { teachers }),
  };
  await sheets.keepChange({ schoolId, schoolYear }, change);
};
