import { digest } from "@preau/contract/derive-id";
import type { Roster, RosterEnrollment, RosterPerson, RosterRole } from "@preau/formats/oneroster/roster-model";
import { registerNames } from "./group-pupils.ts";
import { isPupil, type Present, type SchoolSnapshot, staffRoles } from "./school-snapshot.ts";

type StaffRole = ReturnType<typeof staffRoles>[number];

/** OneRoster knows neither librarians, who teach, nor offices. */
const ROLES: Readonly<Partial<Record<StaffRole, RosterRole>>> = {
  teacher: "teacher",
  librarian: "teacher",
  cpe: "counselor",
  supervisor: "proctor",
  head: "principal",
  office: "aide",
};

const rolesOf = (one: Present): readonly RosterRole[] =>
  isPupil(one) ? ["student"] : [...new Set(staffRoles(one).flatMap((role) => ROLES[role] ?? []))];

const enrollmentsOf = (one: Present, schoolId: string): readonly RosterEnrollment[] => {
  const { id: personId, modifiedAt, person } = one;
  const enrolled = (audienceId: string, role: "student" | "teacher"): RosterEnrollment => ({
    id: `enr_${digest(13, personId, audienceId)}`,
    modifiedAt,
    personId,
    audienceId,
    schoolId,
    role,
    ...(role === "teacher" && { primary: person.staff?.headTeacherOf.some((own) => own === audienceId) ?? false }),
    ...(role === "student" && { beginsOn: person.pupil?.enteredOn, endsOn: person.pupil?.leftOn }),
  });
  return isPupil(one)
    ? (person.pupil?.audiences ?? []).map(({ audienceId }) => enrolled(audienceId, "student"))
    : (person.staff?.teaches ?? []).map(({ audienceId }) => enrolled(audienceId, "teacher"));
};

/**
 * A school as OneRoster tells it: pupils and staff, classes and groups. No parent, no birth date, no INE and no address of a pupil: a
 * partner who needs them asks for them on its own legal ground.
 */
export const buildRoster = (snapshot: SchoolSnapshot): Roster => {
  const { schoolId, schoolYear, school, modifiedAt, present } = snapshot;
  const people = present.flatMap((one): readonly RosterPerson[] => {
    const roles = rolesOf(one).map((role) => ({ role, schoolId }));
    if (roles.length === 0) return [];
    const mail = isPupil(one) ? undefined : one.person.contact.mail;
    const { id, person } = one;
    const names = { ...registerNames(person), givenName: person.givenName };
    return [{ id, modifiedAt: one.modifiedAt, ...names, roles, ...(mail !== undefined && { mail }) }];
  });
  const told = new Set(people.map(({ id }) => id));
  const audiences = school.audiences.map(({ audienceId, code, label, kind }) => ({
    id: audienceId,
    modifiedAt,
    schoolId,
    audience: kind,
    code,
    label,
    schoolYear,
  }));
  const known = new Set<string>(audiences.map(({ id }) => id));
  return {
    schoolYear,
    modifiedAt,
    schools: [{ id: schoolId, modifiedAt, uai: schoolId, name: school.name }],
    audiences,
    people,
    enrollments: present
      .filter(({ id }) => told.has(id))
      .flatMap((one) => enrollmentsOf(one, schoolId))
      .filter(({ audienceId }) => known.has(audienceId)),
  };
};
