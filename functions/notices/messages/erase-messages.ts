import type { Payload } from "@preau/contract";
import type { personErasedV1 } from "../../../events/person-erased.v1.ts";
import type { ContactStore } from "../contacts/contact-store.ts";
import type { ReceivedStore } from "./received-store.ts";

interface Deps {
  readonly received: Pick<ReceivedStore, "all" | "erase">;
  readonly contacts: Pick<ContactStore, "erase">;
}

/**
 * Erases how somebody was reached and what was written to them and, of a pupil, what was written about them, on the school's side too.
 * What is newer than the erasure stays: somebody came back.
 */
export const eraseMessages = async (
  { schoolId, schoolYear, personId, erasedAt, relatedIds }: Payload<typeof personErasedV1>,
  { received, contacts }: Deps,
): Promise<void> => {
  const writtenTo = (guardianId: string) => received.all({ schoolId, schoolYear, guardianId });
  const own = await writtenTo(personId);
  const about = (await Promise.all(relatedIds.map(writtenTo))).flat().filter(({ pupilId }) => pupilId === personId);
  await received.erase([...own, ...about].filter(({ sentAt }) => sentAt <= erasedAt));
  await contacts.erase({ schoolId, schoolYear, guardianId: personId }, new Date(erasedAt));
};
