import type { PersonId } from "@preau/contract";
import type { AafGuardian } from "@preau/formats/aaf/guardian";
import type { Person } from "../person.ts";
import { type DeliveredSchool, type DeliveryIndex, type Guardianship, personOf } from "./delivery-index.ts";

/** A person as one school of the delivery knows them. */
export interface PersonInSchool {
  readonly personId: PersonId;
  readonly school: DeliveredSchool;
  readonly person: Person;
}

const contactOf = ({ mail, mobiles, homePhone, workPhone, smsConsent, address }: AafGuardian): Person["contact"] => ({
  mail,
  phones: [...mobiles, homePhone, workPhone].filter((phone) => phone !== undefined),
  smsConsent,
  address: address && { ...address, lines: [...address.lines] },
});

/** An adult, once for each school where they answer for a pupil; only legal representatives (level 1) have a role there. */
export const guardianIn = (guardian: AafGuardian, index: DeliveryIndex): readonly PersonInSchool[] => {
  const bySchool = Map.groupBy(index.guardianships.get(guardian.jointure) ?? [], ({ structure }) => structure);
  return [...bySchool].flatMap(([structure, links]) => {
    const school = index.schools.get(structure);
    return school === undefined ? [] : [inSchool(guardian, school, links, index)];
  });
};

const inSchool = (
  guardian: AafGuardian,
  school: DeliveredSchool,
  links: readonly Guardianship[],
  index: DeliveryIndex,
): PersonInSchool => {
  const { jointure, familyName, givenName, title } = guardian;
  const { name, timeZone, academy } = school.content;
  const children = links
    .map(({ pupilId, level, kinship }) => ({ pupilId, level, kinship }))
    .sort((a, b) => (a.pupilId < b.pupilId ? -1 : 1));
  const person: Person = {
    academy,
    joinId: jointure,
    familyName,
    givenName,
    title,
    roles: links.some((link) => link.level === 1) ? ["guardian"] : [],
    school: { name, timeZone },
    contact: contactOf(guardian),
    guardian: { children },
  };
  return { personId: personOf(index, jointure), school, person };
};
