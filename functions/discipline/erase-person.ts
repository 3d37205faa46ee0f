import type { Payload } from "@preau/contract";
import type { personErasedV1 } from "../../events/person-erased.v1.ts";
import type { ErasureStore } from "./erasure-store.ts";

interface Deps {
  readonly erasures: ErasureStore;
}

/** Everything but an expulsion is erased within three school years; a former one is looked at for good measure. */
const YEARS = 4;

/**
 * Erases the file of a pupil who is gone, year by year, and their name from the incidents they had a part in: what happened to the others
 * stays. The file goes last, since it leads to the incidents: interrupted, the event comes back and finds the rest. Of staff nothing is
 * kept but an id.
 */
export const erasePerson = async (
  { schoolId, schoolYear, personId, version }: Payload<typeof personErasedV1>,
  { erasures }: Deps,
): Promise<void> => {
  for (let year = schoolYear; year > schoolYear - YEARS; year -= 1) {
    const key = { schoolId, schoolYear: year, pupilId: personId };
    if (year === schoolYear && (await erasures.attendsSince(key, version))) return;
    for (const incidentId of await erasures.incidentsOf(key)) await erasures.forgetIn(key, incidentId);
    await erasures.eraseFile(key);
  }
};
