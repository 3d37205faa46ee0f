import type { Payload } from "@preau/contract";
import { type Change, type Outgoing, outgoing } from "@preau/runtime/publish";
import { contactsChangedV1 } from "../../../events/contacts-changed.v1.ts";
import type { Person } from "../person.ts";
import type { OwnContact } from "./own-contact.ts";

type ContactsChanged = Payload<typeof contactsChangedV1>;
type PersonId = ContactsChanged["records"][number]["personId"];

const PEOPLE_AN_EVENT = 50;

interface Image {
  readonly schoolId: ContactsChanged["schoolId"];
  readonly schoolYear: number;
  readonly id: PersonId;
  readonly version: number;
}

type Said = { readonly key: string; readonly scope: Image } & (
  | { readonly record: ContactsChanged["records"][number] }
  | { readonly ownWords: ContactsChanged["ownWords"][number] }
);

const factsOf = ({ title, familyName, givenName, school, contact }: Person) => ({
  title,
  familyName,
  givenName,
  schoolName: school.name,
  mail: contact.mail,
  phones: [...contact.phones],
  smsConsent: contact.smsConsent,
  address: contact.address,
});

/** Whom the school writes to: how to reach pupils and staff is nobody else's business. */
const saidOfRecord = ({ before, after }: Change): readonly Said[] => {
  const scope = after as unknown as Image;
  const { content } = after as unknown as { content: Person };
  if (!content.roles.includes("guardian")) return [];
  const facts = factsOf(content);
  const known = (before as { content?: Person } | undefined)?.content;
  const silent = known?.roles.includes("guardian") && JSON.stringify(factsOf(known)) === JSON.stringify(facts);
  return silent
    ? []
    : [{ key: `record ${scope.id}`, scope, record: { personId: scope.id, version: scope.version, ...facts } }];
};

const saidByPerson = ({ after }: Change): readonly Said[] => {
  const scope = after as unknown as Image;
  const { said, guardian } = after as unknown as { said: OwnContact; guardian?: boolean };
  if (guardian !== true) return [];
  const { mail, phone, smsConsent } = said;
  const ownWords = { personId: scope.id, version: scope.version, mail, phone, smsConsent };
  return [{ key: `own ${scope.id}`, scope, ownWords }];
};

const saidIn = (change: Change): readonly Said[] => {
  if (change.after === undefined) return [];
  if (change.entity === "person") return saidOfRecord(change);
  return change.entity === "own-contact" ? saidByPerson(change) : [];
};

/**
 * How the adults of pupils are reached, as others hear of it: what a record says when it says something new, what they say themselves.
 * Told whatever the year of the record, so that a new year begins with its contacts known.
 */
export const contactEvents = (changes: readonly Change[]): readonly Outgoing[] => {
  const bySchool = Map.groupBy(changes.flatMap(saidIn), ({ scope }) => `${scope.schoolId} ${scope.schoolYear}`);
  return [...bySchool.values()].flatMap((all) => {
    // The same person twice in one batch: the later image says it all.
    const latest = [...new Map(all.map((one) => [one.key, one])).values()];
    const parts = Array.from({ length: Math.ceil(latest.length / PEOPLE_AN_EVENT) }, (_, part) =>
      latest.slice(part * PEOPLE_AN_EVENT, (part + 1) * PEOPLE_AN_EVENT),
    );
    return parts.flatMap((part) => {
      const [first] = part;
      if (first === undefined) return [];
      const { schoolId, schoolYear } = first.scope;
      const records = part.flatMap((one) => ("record" in one ? [one.record] : []));
      const ownWords = part.flatMap((one) => ("ownWords" in one ? [one.ownWords] : []));
      return [outgoing(contactsChangedV1, { schoolId, schoolYear, records, ownWords })];
    });
  });
};
