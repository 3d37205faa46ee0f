import type { Payload } from "@preau/contract";
import type { personErasedV1 } from "../../events/person-erased.v1.ts";
import type { ErasureStore } from "./erasure-store.ts";

interface Deps {
  readonly erasures: ErasureStore;
}

/**
 * Takes somebody off the first screens: all that is in their own hands and, of a pupil, what their adults were given. A card that is
 * newer than the erasure is that of somebody who came back, and stays.
 */
export const erasePerson = async (
  { schoolId, schoolYear, personId, version, relatedIds }: Payload<typeof personErasedV1>,
  { erasures }: Deps,
): Promise<void> => {
  const linesOf = (id: string) => erasures.familyLines({ schoolId, schoolYear, kind: "PERSON", id });
  const own = await linesOf(personId);
  const held = (await Promise.all(relatedIds.map(linesOf))).flat().filter((line) => line.pupilId === personId);
  await erasures.erase([...own, ...held].filter((line) => line.version <= version));
};
