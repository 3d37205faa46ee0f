import type { PersonId, SchoolId } from "@preau/contract";
import { kinshipLabels } from "@preau/formats/aaf/guardian";
import type { PupilCard } from "./contract.ts";
import type { GuardianLink, Person } from "./person.ts";

/** As whom somebody looks at a pupil. */
export type Viewer =
  | { readonly as: "school-life" }
  | { readonly as: "teacher" }
  | { readonly as: "guardian"; readonly personId: PersonId };

export interface KnownPerson {
  readonly id: string;
  readonly content: Person;
}

/** Whether a member of staff teaches one of the pupil's classes or groups. */
export const teaches = (teacher: Person, pupil: Person): boolean => {
  const attended = new Set(pupil.pupil?.audiences.map(({ audienceId }) => audienceId));
  return teacher.staff?.teaches.some(({ audienceId }) => attended.has(audienceId)) ?? false;
};

/** A parent sees the other legal representatives, not those whom the school alone keeps in case of need. */
const mayKnow = (viewer: Viewer, link: GuardianLink): boolean =>
  viewer.as !== "guardian" || link.level === 1 || link.personId === viewer.personId;

/** Separated parents never learn each other's address or telephone from the school: contacts are for school life, and one's own. */
const mayReach = (viewer: Viewer, { personId }: GuardianLink): boolean =>
  viewer.as === "school-life" || (viewer.as === "guardian" && viewer.personId === personId);

/**
 * The strict view of a pupil: what each viewer may know, and nothing else. The pupil's own contact is for school life alone, since a
 * child's address may be that of the other parent.
 */
export const pupilCard = (
  schoolId: SchoolId,
  pupil: KnownPerson,
  guardians: readonly KnownPerson[],
  viewer: Viewer,
): PupilCard => {
  const { familyName, givenName, birthDate, contact, pupil: schooling } = pupil.content;
  const named = new Map(guardians.map(({ id, content }) => [id, content]));
  return {
    pupilId: pupil.id as PersonId,
    schoolId,
    familyName,
    givenName,
    audiences: [...(schooling?.audiences ?? [])],
    ...(viewer.as !== "teacher" && { birthDate, regime: schooling?.regime }),
    ...(viewer.as === "school-life" && { contact }),
    guardians: (schooling?.guardians ?? []).flatMap((link) => {
      const guardian = named.get(link.personId);
      if (guardian === undefined || !mayKnow(viewer, link)) return [];
      return [
        {
          personId: link.personId,
          familyName: guardian.familyName,
          givenName: guardian.givenName,
          kinship: kinshipLabels.get(link.kinship) ?? "autre",
          level: link.level,
          ...(mayReach(viewer, link) && { contact: guardian.contact }),
        },
      ];
    }),
  };
};
