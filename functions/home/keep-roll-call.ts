import type { Payload } from "@preau/contract";
import type { registerSubmittedV1 } from "../../events/register-submitted.v1.ts";
import type { HomeStore } from "./store.ts";

interface Deps {
  readonly store: Pick<HomeStore, "keepCall">;
}

/** Tells each teacher of the lesson that its roll is called, and how many were missing. */
export const keepRollCall = async (
  { schoolId, schoolYear, lessonId, version, day, teacherIds, marks }: Payload<typeof registerSubmittedV1>,
  { store }: Deps,
): Promise<void> => {
  const countOf = (status: "absent" | "late") => marks.filter((mark) => mark.status === status).length;
  const call = { lessonId, version, absentCount: countOf("absent"), lateCount: countOf("late") };
  await Promise.all(teacherIds.map((id) => store.keepCall({ schoolId, schoolYear, kind: "PERSON", id }, day, call)));
};
