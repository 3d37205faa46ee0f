import { oneRosterBuilder } from "@preau/formats/oneroster/build-objects";
import type { Roster, RosterPerson } from "@preau/formats/oneroster/roster-model";
import type { OneRosterCollection } from "../one-roster-contract.ts";
import type { AnyObject } from "./filter-objects.ts";

/** The name under which one object of a collection is told. */
export const SINGULAR = {
  orgs: "org",
  schools: "org",
  academicSessions: "academicSession",
  terms: "academicSession",
  courses: "course",
  classes: "class",
  enrollments: "enrollment",
  users: "user",
  students: "user",
  teachers: "user",
} as const satisfies Readonly<Record<OneRosterCollection, string>>;

const holds = (role: string) => (person: RosterPerson) => person.roles.some((one) => one.role === role);

/** The objects of a collection of a school. */
export const objectsOf = (roster: Roster, collection: OneRosterCollection, base: string): readonly AnyObject[] => {
  const build = oneRosterBuilder(base);
  switch (collection) {
    case "orgs":
    case "schools":
      return roster.schools.map(build.org);
    // The school year is the only session, and so the term of every class.
    case "academicSessions":
    case "terms":
      return [build.session(roster.schoolYear, roster.modifiedAt)];
    case "courses":
      return roster.audiences.map(build.course);
    case "classes":
      return roster.audiences.map(build.class);
    case "enrollments":
      return roster.enrollments.map(build.enrollment);
    case "users":
      return roster.people.map(build.user);
    case "students":
      return roster.people.filter(holds("student")).map(build.user);
    case "teachers":
      return roster.people.filter(holds("teacher")).map(build.user);
  }
};

const MEMBERS: Readonly<Partial<Record<OneRosterCollection, readonly OneRosterCollection[]>>> = {
  schools: ["classes", "courses", "enrollments", "students", "teachers", "terms"],
  classes: ["students", "teachers"],
  users: ["classes"],
  students: ["classes"],
  teachers: ["classes"],
};

/** What belongs to one object; undefined where the standard has no such list. */
export const membersOf = (
  roster: Roster,
  {
    collection,
    sourcedId,
    members,
  }: Readonly<Record<"collection" | "members", OneRosterCollection>> & { sourcedId: string },
  base: string,
): readonly AnyObject[] | undefined => {
  if (!MEMBERS[collection]?.includes(members)) return undefined;
  const all = objectsOf(roster, members, base);
  if (collection === "schools") return all;
  const own = roster.enrollments.filter(
    ({ audienceId, personId }) => (collection === "classes" ? audienceId : personId) === sourcedId,
  );
  const ids = new Set(own.map(({ audienceId, personId }) => (collection === "classes" ? personId : audienceId)));
  return all.filter((one) => ids.has(String(one.sourcedId)));
};
