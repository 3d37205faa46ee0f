import { type PersonId, problem, type SchoolId } from "@preau/contract";
import { STAFF_ROLES } from "@preau/contract/role";
import { kinshipLabels } from "@preau/formats/aaf/guardian";
import { followsPupil, followsSchoolLife, isGuardianOf, type Principal, personIn, rolesIn } from "@preau/policy";
import type { Operation } from "@preau/runtime";

import type { OwnContactStore } from "../contact/own-contact-store.ts";
import type { peopleRoutes } from "../people-contract.ts";
import { classOf, type Person } from "../person.ts";
import { staffMember } from "../search/list-staff.ts";
import { staffLineOf } from "../search/staff-line.ts";
import type { DirectoryStore, Kept } from "../store.ts";
import { type AcquaintanceDeps, acquaintanceWith } from "./acquaintance.ts";

interface Deps extends AcquaintanceDeps {
  readonly store: Pick<DirectoryStore, "find" | "findPeople">;
  readonly ownContacts: Pick<OwnContactStore, "find">;
}

const worksIn = (principal: Principal, schoolId: string): boolean =>
  rolesIn(principal, schoolId).some((role) => (STAFF_ROLES as readonly string[]).includes(role));

const isSelf = (principal: Principal, schoolId: string, personId: string): boolean =>
  principal.memberships.some((one) => one.schoolId === schoolId && one.personId === personId);

/** Contacts are for school life, in its sectors, and one's own. */
const mayReach = async (principal: Principal, schoolId: SchoolId, { id, content }: Kept<"person">, deps: Deps) => {
  if (isSelf(principal, schoolId, id)) return true;
  if (!followsSchoolLife(principal, schoolId)) return false;
  const { value } = await deps.settings.find({ schoolId, schoolYear: await deps.years.current(schoolId) }, "sectors");
  if (content.pupil === undefined) return true;
  const audienceIds = content.pupil.audiences.map(({ audienceId }) => audienceId);
  return followsPupil(principal, value, { schoolId, pupilId: id, audienceIds });
};

/** The pupils an adult answers for: all of them for staff and for oneself, shared ones for another parent. */
const childrenOf = async (principal: Principal, schoolId: SchoolId, { id, content }: Kept<"person">, deps: Deps) => {
  const all = worksIn(principal, schoolId) || isSelf(principal, schoolId, id);
  const links = (content.guardian?.children ?? []).filter(
    ({ pupilId }) =>
      all || isGuardianOf(principal, schoolId, pupilId) || personIn(principal, schoolId, "pupil") === pupilId,
  );
  const schoolYear = await deps.years.current(schoolId);
  const found = await deps.store.findPeople(links.map(({ pupilId }) => ({ schoolId, schoolYear, id: pupilId })));
  const records = new Map<string, Person>(found.map((child) => [child.id, child.content]));
  return links.flatMap(({ pupilId, kinship, level, contactPriority }) => {
    const child = records.get(pupilId);
    if (child === undefined) return [];
    const { familyName, givenName } = child;
    const className = classOf(child)?.label;
    const label = kinshipLabels.get(kinship) ?? "autre";
    return [{ pupilId, schoolId, familyName, givenName, className, kinship: label, level, contactPriority }];
  });
};

/** A person of the school, as far as the caller may know them; adults without a role are known to school life alone. */
export const readPerson: Operation<typeof peopleRoutes.readPerson, Deps> = async (call, deps) => {
  const { principal } = call;
  const { schoolId, personId } = call.params;
  const { person, sight } = await acquaintanceWith(principal, schoolId, { personId }, deps);
  if (sight === "none" && !followsSchoolLife(principal, schoolId)) throw problem("not-found");
  const { content } = person;
  const staff = staffLineOf(personId, content);
  const [reach, children, school, own] = await Promise.all([
    mayReach(principal, schoolId, person, deps),
    childrenOf(principal, schoolId, person, deps),
    staff && deps.store.find("school", { schoolId, schoolYear: await deps.years.current(schoolId), id: schoolId }),
    deps.ownContacts.find({ schoolId, schoolYear: await deps.years.current(schoolId), id: personId }),
  ]);
  const nothing = { functions: [], teaches: [], headTeacherOf: [] };
  return {
    status: 200,
    body: {
      ...(staff === undefined ? nothing : staffMember(staff, school?.content.audiences ?? [])),
      schoolId,
      personId: personId as PersonId,
      ...(content.pupil && { pupilId: personId as PersonId }),
      title: content.title,
      familyName: content.familyName,
      givenName: content.givenName,
      roles: [...content.roles],
      className: classOf(content)?.label,
      children,
      ...(reach && { contact: content.contact }),
      ...(reach && own && { ownContact: own.said }),
      mayWrite: sight === "write",
    },
  };
};
