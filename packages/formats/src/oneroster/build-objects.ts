import type {
  OneRosterClass,
  OneRosterCourse,
  OneRosterDemographics,
  OneRosterEnrollment,
  OneRosterOrg,
  OneRosterRef,
  OneRosterSession,
  OneRosterUser,
} from "./objects.ts";
import type { RosterAudience, RosterEnrollment, RosterPerson, RosterSchool } from "./roster-model.ts";

/** Builds the JSON objects of a OneRoster 1.2 service whose collections are under `base`. */
export interface OneRosterBuilder {
  org(school: RosterSchool): OneRosterOrg;
  /** The school year, from the first of September to the last of August; it is the term of every class too. */
  session(schoolYear: number, modifiedAt: string): OneRosterSession;
  /** One course by class or group: French schools name no other. */
  course(audience: RosterAudience): OneRosterCourse;
  class(audience: RosterAudience): OneRosterClass;
  user(person: RosterPerson): OneRosterUser;
  enrollment(enrollment: RosterEnrollment): OneRosterEnrollment;
  demographics(person: RosterPerson): OneRosterDemographics;
}

export function oneRosterBuilder(base: string): OneRosterBuilder {
  const ref = (collection: string, type: string, sourcedId: string): OneRosterRef => {
    return { href: `${base.replace(/\/$/, "")}/${collection}/${encodeURIComponent(sourcedId)}`, sourcedId, type };
  };
  const school = (id: string) => ref("orgs", "org", id);
  const term = (schoolYear: number) => ref("academicSessions", "academicSession", sessionId(schoolYear));
  return {
    org: ({ uai, name, ...rostered }) => ({ ...head(rostered), name, type: "school", identifier: uai }),
    session: (schoolYear, modifiedAt) => ({
      ...head({ id: sessionId(schoolYear), modifiedAt }),
      title: `Année scolaire ${schoolYear}-${schoolYear + 1}`,
      type: "schoolYear",
      startDate: `${schoolYear}-09-01`,
      endDate: `${schoolYear + 1}-08-31`,
      schoolYear: String(schoolYear + 1),
    }),
    course: ({ schoolId, code, label, schoolYear, subjects, ...rostered }) => ({
      ...head({ ...rostered, id: courseId(rostered.id) }),
      title: label ?? code,
      courseCode: code,
      schoolYear: term(schoolYear),
      ...(subjects !== undefined && { subjects: [...subjects] }),
      org: school(schoolId),
    }),
    class: ({ schoolId, audience, code, label, schoolYear, subjects, ...rostered }) => ({
      ...head(rostered),
      title: label ?? code,
      classCode: code,
      classType: audience === "class" ? "homeroom" : "scheduled",
      ...(subjects !== undefined && { subjects: [...subjects] }),
      course: ref("courses", "course", courseId(rostered.id)),
      school: school(schoolId),
      terms: [term(schoolYear)],
    }),
    user: (person) => userOf(person, school, (id) => ref("users", "user", id)),
    enrollment: ({ personId, audienceId, schoolId, role, primary, beginsOn, endsOn, ...rostered }) => ({
      ...head(rostered),
      user: ref("users", "user", personId),
      class: ref("classes", "class", audienceId),
      school: school(schoolId),
      role,
      ...(role === "teacher" && { primary: primary === true ? "true" : "false" }),
      ...(beginsOn !== undefined && { beginDate: beginsOn }),
      ...(endsOn !== undefined && { endDate: dayAfter(endsOn) }),
    }),
    demographics: ({ birthDate, sex, ...rostered }) => ({
      ...head(rostered),
      ...(birthDate !== undefined && { birthDate }),
      ...(sex !== undefined && { sex: sex === "M" ? "male" : "female" }),
    }),
  };
}

function userOf(
  person: RosterPerson,
  school: (id: string) => OneRosterRef,
  user: (id: string) => OneRosterRef,
): OneRosterUser {
  const { familyName, usualName, givenName, otherGivenNames, mail, mobile, phone, ine, roles, related } = person;
  const [main] = roles;
  return {
    ...head(person),
    enabledUser: "true",
    givenName,
    familyName,
    ...(otherGivenNames !== undefined && { middleName: otherGivenNames.join(" ") }),
    ...(usualName !== undefined && { preferredFamilyName: usualName }),
    ...(mail !== undefined && { email: mail }),
    ...(mobile !== undefined && { sms: mobile }),
    ...(phone !== undefined && { phone }),
    ...(ine !== undefined && { userIds: [{ type: "INE", identifier: ine }] }),
    roles: roles.map(({ role, schoolId }, index) => {
      return { roleType: index === 0 ? "primary" : "secondary", role, org: school(schoolId) };
    }),
    ...(related !== undefined && { agents: related.map(user) }),
    ...(main !== undefined && { primaryOrg: school(main.schoolId) }),
  };
}

function head({ id, modifiedAt, active = true }: Pick<RosterPerson, "id" | "modifiedAt" | "active">) {
  return {
    sourcedId: id,
    status: active ? ("active" as const) : ("tobedeleted" as const),
    dateLastModified: modifiedAt,
  };
}

/** The standard's last day is excluded, ours is not. */
function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

function sessionId(schoolYear: number): string {
  return `annee-${schoolYear}`;
}

function courseId(audienceId: string): string {
  return `cours-${audienceId}`;
}
