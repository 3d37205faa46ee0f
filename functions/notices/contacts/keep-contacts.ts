import type { Payload } from "@preau/contract";
import type { contactsChangedV1 } from "../../../events/contacts-changed.v1.ts";
import type { ContactStore } from "./contact-store.ts";

interface Deps {
  readonly contacts: Pick<ContactStore, "keepRecord" | "keepOwnWords">;
}

/** Remembers how guardians are reached: the latest word of the school's records, and their own latest word beside it. */
export const keepContacts = async (
  { schoolId, schoolYear, records, ownWords }: Payload<typeof contactsChangedV1>,
  { contacts }: Deps,
): Promise<void> => {
  await Promise.all([
    ...records.map(({ personId, version, ...record }) =>
      contacts.keepRecord({ schoolId, schoolYear, guardianId: personId }, record, version),
    ),
    ...ownWords.map(({ personId, version, ...own }) =>
      contacts.keepOwnWords({ schoolId, schoolYear, guardianId: personId }, own, version),
    ),
  ]);
};
