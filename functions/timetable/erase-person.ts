import type { Payload } from "@preau/contract";
import type { personErasedV1 } from "../../events/person-erased.v1.ts";
import type { DetentionStore } from "./detention-store.ts";
import type { ErasureStore } from "./erasure-store.ts";

interface Deps {
  readonly erasures: ErasureStore;
  readonly detentions: Pick<DetentionStore, "eraseDetentions">;
}

/**
 * Forgets of which classes somebody was, their detentions, and that they taught. The lessons of a past year keep the teacher's name as it was printed:
 * a timetable that was published is a document of the school.
 */
export const erasePerson = async (
  { schoolId, schoolYear, personId, version }: Payload<typeof personErasedV1>,
  { erasures, detentions }: Deps,
): Promise<void> => {
  await erasures.eraseMemberships({ schoolId, schoolYear, pupilId: personId });
  await detentions.eraseDetentions({ schoolId, schoolYear, pupilId: personId });
  await erasures.eraseTeacher({ schoolId, schoolYear, personId }, version);
};
