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
  }: Payload<typeof lessonChangedV1>,
  { store }: Deps,
): Promise<void> => {
  const owners = [
    ...classIds.map((id) => ({ kind: "CLASS" as const, id })),
    ...teacherIds.map((id) => ({ kind: "PERSON" as const, id })),
  ];
  const change = { lessonId, day, version, status, label, room };
  await Promise.all(owners.map((owner) => store.keepChange({ schoolId, schoolYear, ...owner }, change)));
};
