import type { PersonId, SchoolId } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { directoryContract, Me } from "./contract.ts";
import { currentYear } from "./current-year.ts";
import { classOf, type PersonKey } from "./person.ts";
import type { DirectoryStore, Kept } from "./store.ts";

interface Deps {
  readonly store: Pick<DirectoryStore, "findPeople">;
  now(): Date;
}

type PersonAtSchool = Kept<"person">;

const asMember = ({ schoolId, id, content }: PersonAtSchool): Me["schools"][number] => ({
  schoolId: schoolId as SchoolId,
  ...content.school,
  personId: id as PersonId,
  familyName: content.familyName,
  givenName: content.givenName,
  roles: [...content.roles],
  classes: [...(content.pupil?.audiences ?? [])],
  teaches: [...(content.staff?.teaches ?? [])],
  headTeacherOf: [...(content.staff?.headTeacherOf ?? [])],
});

const asChild = (child: PersonAtSchool): Me["children"][number] => {
  const { familyName, givenName, school } = child.content;
  const ownClass = classOf(child.content);
  return {
    pupilId: child.id as PersonId,
    schoolId: child.schoolId as SchoolId,
    schoolName: school.name,
    familyName,
    givenName,
    classId: ownClass?.audienceId,
    className: ownClass?.label,
  };
};

const nameOf = ({ schoolId, id }: Pick<PersonKey, "schoolId" | "id"> | PersonAtSchool): string => `${schoolId} ${id}`;

/** Who the caller is: everything a first screen names, in one read of the people themselves. */
export const readMe: Operation<typeof directoryContract.routes.readMe, Deps> = async (
  { principal },
  { store, now },
) => {
  const schoolYear = currentYear(now());
  const own = principal.memberships
    .filter(({ role }) => role !== "operator")
    .map(({ schoolId, personId: id }): PersonKey => ({ schoolId, schoolYear, id }));
  const children = principal.children.map(({ schoolId, pupilId: id }): PersonKey => ({ schoolId, schoolYear, id }));
  const keys = new Map([...own, ...children].map((key) => [nameOf(key), key]));
  const people = new Map((await store.findPeople([...keys.values()])).map((person) => [nameOf(person), person]));
  const found = (asked: readonly PersonKey[]) =>
    [...new Set(asked.map(nameOf))].flatMap((name) => people.get(name) ?? []);
  return {
    status: 200,
    body: {
      accountId: principal.accountId,
      operator: principal.memberships.some(({ role }) => role === "operator"),
      schools: found(own).map(asMember),
      children: found(children).map(asChild),
    },
  };
};
