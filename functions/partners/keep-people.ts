import type { Payload } from "@preau/contract";
import type { peopleChangedV1 } from "../../events/people-changed.v1.ts";
import type { PeopleStore } from "./people-store.ts";

interface Deps {
  readonly people: Pick<PeopleStore, "keep">;
}

/** Remembers what services may be told of people. Of somebody who left, nothing is kept but that they left. */
export const keepPeople = async (
  { schoolId, schoolYear, people: said }: Payload<typeof peopleChangedV1>,
  { people }: Deps,
): Promise<void> => {
  await people.keep(
    said.map(({ personId, version, present, familyName, givenName, roles, children, ...more }) => ({
      schoolId,
      schoolYear,
      personId,
      version,
      familyName: present ? familyName : "",
      givenName: present ? givenName : "",
      roles: present ? roles : [],
      children: present ? children : [],
      ...(present && more.birthDate !== undefined && { birthDate: more.birthDate }),
      ...(present && more.postalCode !== undefined && { postalCode: more.postalCode }),
      ...(present && more.className !== undefined && { className: more.className }),
    })),
  );
};
