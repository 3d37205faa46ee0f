import { linkDigest } from "@preau/contract/derive-id";
import { classOf, legalChildren, type Person } from "./person.ts";

/** The numbers federations and partners know a person by; a mailbox finds staff only, since families share theirs. */
const linksOf = ({ links = [], staff, contact: { mail } }: Person): readonly string[] => {
  const known = links.filter((key) => key.startsWith("jointure:") || key.startsWith("elenoet:"));
  const mailbox = staff === undefined || mail === undefined ? [] : [`mail:${mail.toLowerCase()}`];
  return [...known, ...mailbox].map(linkDigest);
};

/** What accounts are made from. Whoever is only missing from a delivery is still present: leaving is another decision. */
export const accountFacts = (person: Person) => {
  const { familyName, givenName, roles, staff, birthDate, contact } = person;
  const ownClass = classOf(person);
  return {
    familyName,
    givenName,
    roles: [...roles],
    children: [...legalChildren(person)],
    present: true,
    links: [...linksOf(person)],
    birthDate,
    postalCode: contact.address?.postalCode,
    mail: contact.mail,
    classId: ownClass?.audienceId,
    className: ownClass?.label,
    ...(staff && staff.headTeacherOf.length > 0 && { headTeacherOf: [...staff.headTeacherOf] }),
  };
};
