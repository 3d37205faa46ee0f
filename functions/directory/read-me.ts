import type { PersonId, SchoolId } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { directoryContract, Me } from "./contract.ts";
import { classOf, type PersonKey } from "./person.ts";
import type { DirectoryStore, Kept } from "./store.ts";

interface Deps {
  readonly store: Pick<DirectoryStore, "findPeople">;
  readonly years: { current(schoolId: string): Promise<number> };
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
  { store, years },
) => {
  const schools = [
    ...new Set(
      [...principal.memberships.filter(({ role }) => role !== "operator"), ...principal.children].map(
        (one) => one.schoolId,
      ),
    ),
  ];
  const inYear = new Map(await Promise.all(schools.map(async (id) => [id, await years.current(id)] as const)));
  const keyOf = (schoolId: SchoolId, id: PersonId): PersonKey[] => {
    const schoolYear = inYear.get(schoolId);
    return schoolYear === undefined ? [] : [{ schoolId, schoolYear, id }];
  };
  const own = principal.memberships.flatMap(({ schoolId, personId }) => keyOf(schoolId, personId));
  const children = principal.children.flatMap(({ schoolId, pupilId }) => keyOf(schoolId, pupilId));
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
