import { packSlot } from "@preau/calendar";
import type { Payload } from "@preau/contract";
import type { lessonChangedV1 } from "../../events/lesson-changed.v1.ts";
import type { HomeStore } from "./store.ts";

interface Deps {
  readonly store: Pick<HomeStore, "keepChange">;
}

/** Keeps a changed lesson under every class whose pupils attend and every teacher who gives it. */
export const keepLessonChange = async (
  {
    schoolId,
    schoolYear,
    classIds,
    teacherIds,
    lessonId,
    day,
    version,
    status,
    label,
    room,
    teachers,
    slot,
  }: Payload<typeof lessonChangedV1>,
  { store }: Deps,
): Promise<void> => {
  const change = { lessonId, day, version, status, label, room, teachers };
  const year = { schoolId, schoolYear };
  // The pupils' classes have the slot already; somebody who takes the lesson over has not.
  const taken = slot === undefined ? {} : { slot: packSlot(slot) };
  await Promise.all([
    ...classIds.map((id) => store.keepChange({ ...year, kind: "CLASS", id }, change)),
    ...teacherIds.map((id) => {
      const gives = teachers?.some((teacher) => teacher.id === id) ?? false;
      return store.keepChange({ ...year, kind: "PERSON", id }, { ...change, ...(gives && taken) });
    }),
  ]);
};
