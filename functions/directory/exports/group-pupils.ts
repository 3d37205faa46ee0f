import type { GroupedPupil } from "@preau/formats/siecle/write-eleve-groupe";
import { isPupil, type Present, type SchoolSnapshot } from "./school-snapshot.ts";

/** The two names as ministries ask for them: that of the civil register, and the one in use where it differs. */
export const registerNames = ({ familyName, birthName }: Present["person"]) => ({
  familyName: birthName ?? familyName,
  ...(birthName !== undefined && birthName !== familyName && { usualName: familyName }),
});

/** The pupils of a school with their groups, as SIECLE replaces them; each keeps the id by which the caller finds them again. */
export const groupPupils = ({ present }: SchoolSnapshot): readonly (GroupedPupil & { readonly id: Present["id"] })[] =>
  present.filter(isPupil).map(({ id, person }) => ({
    id,
    ...registerNames(person),
    givenName: person.givenName,
    otherGivenNames: person.otherGivenNames,
    birthDate: person.birthDate,
    eleveId: person.pupil?.eleveId,
    ine: person.pupil?.ine,
    groups: (person.pupil?.audiences ?? []).filter(({ kind }) => kind === "group").map(({ code }) => ({ code })),
  }));
