import type { Payload } from "@preau/contract";
import type { personErasedV1 } from "../../events/person-erased.v1.ts";
import type { ErasureStore } from "./erasure-store.ts";

interface Deps {
  readonly erasures: ErasureStore;
}

/** Erases what a guardian was told and, of a pupil, what was told of them: a notice is of no use once the pupil is gone. */
export const erasePerson = async (
  { schoolId, schoolYear, personId, erasedAt, relatedIds }: Payload<typeof personErasedV1>,
  { erasures }: Deps,
): Promise<void> => {
  const noticesOf = (guardianId: string) => erasures.noticesOf({ schoolId, schoolYear, guardianId });
  const own = await noticesOf(personId);
  const told = (await Promise.all(relatedIds.map(noticesOf))).flat().filter(({ pupilId }) => pupilId === personId);
  await erasures.erase([...own, ...told].filter(({ recordedAt }) => recordedAt <= erasedAt));
};
