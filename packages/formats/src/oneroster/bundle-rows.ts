import type { OneRosterBuilder } from "./build-objects.ts";
import type { OneRosterRef } from "./objects.ts";
import type { Roster } from "./roster-model.ts";

/**
 * The files we write and their headers. Those of `users` were checked against a deployed product; the others are those of the
 * published standard. Columns about origins are part of `demographics` and stay empty: French law forbids keeping them.
 */
export const bundleColumns = {
  academicSessions: columns("title,type,startDate,endDate,parentSourcedId,schoolYear"),
  classes: columns(
    "title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods",
  ),
  courses: columns("schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes"),
  demographics: columns(
    "birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus",
  ),
  enrollments: columns("classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate"),
  orgs: columns("name,type,identifier,parentSourcedId"),
  roles: columns("userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId"),
  users: columns(
    "enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,resourceSourcedIds,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns",
  ),
} as const;
export type BundleFile = keyof typeof bundleColumns;

function columns(own: string): readonly string[] {
  return ["sourcedId", "status", "dateLastModified", ...own.split(",")];
}

type Value = string | boolean | readonly string[] | OneRosterRef | readonly OneRosterRef[] | null | undefined;
type Values = Readonly<Record<string, Value>>;

/** The rows of one file, in the order of its columns. */
export function* bundleRows(file: BundleFile, roster: Roster, builder: OneRosterBuilder): Generator<readonly string[]> {
  for (const values of valuesOf[file](roster, builder)) {
    yield bundleColumns[file].map((column) => (bulkEmpty.has(column) ? "" : cell(values[column])));
  }
}

const bulkEmpty = new Set(["status", "dateLastModified"]);

function cell(value: Value): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string" || typeof value === "boolean") return String(value);
  if ("sourcedId" in value) return value.sourcedId;
  return value.map((item) => (typeof item === "string" ? item : item.sourcedId)).join(",");
}

const valuesOf: Readonly<Record<BundleFile, (roster: Roster, builder: OneRosterBuilder) => readonly Values[]>> = {
  academicSessions: ({ schoolYear, modifiedAt }, { session }) => [{ ...session(schoolYear, modifiedAt) }],
  orgs: ({ schools }, { org }) =>
    schools
      .filter(isActive)
      .map(org)
      .map(({ parent, children: _, ...values }) => ({ ...values, parentSourcedId: parent })),
  courses: ({ audiences }, { course }) =>
    audiences
      .filter(isActive)
      .map(course)
      .map(({ schoolYear, org, ...values }) => {
        return { ...values, schoolYearSourcedId: schoolYear, orgSourcedId: org };
      }),
  classes: ({ audiences }, builder) =>
    audiences
      .filter(isActive)
      .map(builder.class)
      .map(({ course, school, terms, ...values }) => {
        return { ...values, courseSourcedId: course, schoolSourcedId: school, termSourcedIds: terms };
      }),
  enrollments: ({ enrollments }, { enrollment }) =>
    enrollments
      .filter(isActive)
      .map(enrollment)
      .map(({ user, class: enrolledIn, school, ...values }) => {
        return { ...values, userSourcedId: user, classSourcedId: enrolledIn, schoolSourcedId: school };
      }),
  users: ({ people }, { user }) =>
    people
      .filter(isActive)
      .map(user)
      .map(({ roles: _, userIds = [], agents, primaryOrg, ...values }) => ({
        ...values,
        userIds: userIds.map(({ type, identifier }) => `{${type}:${identifier}}`),
        agentSourcedIds: agents,
        primaryOrgSourcedId: primaryOrg,
      })),
  roles: ({ people }, { user }) =>
    people
      .filter(isActive)
      .map(user)
      .flatMap(({ sourcedId, roles }) =>
        roles.map(({ org, ...values }, index) => {
          return { ...values, sourcedId: `${sourcedId}-${index + 1}`, userSourcedId: sourcedId, orgSourcedId: org };
        }),
      ),
  demographics: ({ people }, { demographics }) => people.filter(isActive).map(demographics),
};

function isActive({ active = true }: { readonly active?: boolean | undefined }): boolean {
  return active;
}
