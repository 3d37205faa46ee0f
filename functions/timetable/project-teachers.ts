import type { Payload } from "@preau/contract";
import type { peopleChangedV1 } from "../../events/people-changed.v1.ts";
import type { TimetableStore } from "./store.ts";

interface Deps {
  readonly store: Pick<TimetableStore, "keepTeacher">;
}

type Person = Payload<typeof peopleChangedV1>["people"][number];

/** Families are left out: the directory gives a parent who teaches a second identity (two AAF join ids). */
const ofFamilies = ({ roles }: Person): boolean =>
  roles.length > 0 && roles.every((role) => role === "pupil" || role === "guardian");

/** Remembers the names of those who teach, and that somebody no longer does. */
export const projectTeachers = async (
  { schoolId, schoolYear, people }: Payload<typeof peopleChangedV1>,
  { store }: Deps,
): Promise<void> => {
  const staff = people.filter((person) => !ofFamilies(person));
  await Promise.all(
    staff.map(({ personId, familyName, givenName, roles, present, version }) =>
      store.keepTeacher({
        schoolId,
        schoolYear,
        personId,
        familyName,
        givenName,
        teaches: present && roles.includes("teacher"),
        version,
      }),
    ),
  );
};
