import type { Payload } from "@preau/contract";
import type { registerRemindedV1 } from "../../events/register-reminded.v1.ts";
import type { HomeStore } from "./store.ts";

interface Deps {
  readonly store: Pick<HomeStore, "keepReminder">;
}

/** Tells each teacher of the lesson, on their first screen, that school life awaits its roll. */
export const keepReminder = async (
  { schoolId, schoolYear, lessonId, version, day, teacherIds, remindedAt }: Payload<typeof registerRemindedV1>,
  { store }: Deps,
): Promise<void> => {
  await Promise.all(
    teacherIds.map((id) =>
      store.keepReminder({ schoolId, schoolYear, kind: "PERSON", id }, day, { lessonId, version, remindedAt }),
    ),
  );
};
