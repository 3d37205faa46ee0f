import { type AudienceId, type PersonId, type Role, SCHOOL_LIFE, type SchoolId } from "@preau/contract";
import type { Audience } from "../audience-contract.ts";
import type { Person } from "../person.ts";
import type { Kept } from "../settings/settings-store.ts";

interface Known {
  readonly id: string;
  readonly content: Person;
  readonly hiddenSince?: string | undefined;
}

const belongsToSchoolLife = ({ content, hiddenSince }: Known): boolean =>
  hiddenSince === undefined && content.roles.some((role) => (SCHOOL_LIFE as readonly Role[]).includes(role));

/**
 * The sectors as they are shown: those of people who are still of school life, and what the school must know: a class nobody follows (a
 * warning only when each follows their own), a class that is no more, somebody who has left.
 */
export const sectorsPage = (
  schoolId: SchoolId,
  { value, version, changedAt }: Kept<"sectors">,
  audiences: readonly Audience[],
  people: readonly Known[],
) => {
  const known = new Map(people.filter(belongsToSchoolLife).map(({ id, content }) => [id, content]));
  const shown = value.sectors.flatMap(({ personId, audienceIds, pupilIds }) => {
    const person = known.get(personId);
    if (person === undefined) return [];
    const { familyName, givenName } = person;
    const sector = { audienceIds: audienceIds as AudienceId[], pupilIds: pupilIds as PersonId[] };
    return [{ personId: personId as PersonId, ...sector, familyName, givenName }];
  });
  const followed = new Set(shown.flatMap(({ audienceIds }) => audienceIds));
  const alone = value.everybodySeesAll
    ? []
    : audiences.filter(({ kind, audienceId }) => kind === "class" && !followed.has(audienceId));
  const listed = new Set<string>(audiences.map(({ audienceId }) => audienceId));
  const unknown = [...followed].filter((id) => !listed.has(id)).length;
  const gone = value.sectors.length - shown.length;
  return {
    schoolId,
    version,
    changedAt,
    everybodySeesAll: value.everybodySeesAll,
    sectors: shown,
    warnings: [
      ...alone.map(({ code }) => ({
        code: "class-followed-by-nobody" as const,
        message: `Personne ne suit la classe ${code} : confiez-la à quelqu’un.`,
      })),
      ...(gone > 0
        ? [
            {
              code: "gone-from-school-life" as const,
              message: `${gone} secteur${gone > 1 ? "s" : ""} revien${gone > 1 ? "nent" : "t"} à quelqu’un qui n’est plus de la vie scolaire : confiez ces classes à d’autres.`,
            },
          ]
        : []),
      ...(unknown > 0
        ? [
            {
              code: "unknown-class" as const,
              message: `${unknown} classe${unknown > 1 ? "s" : ""} des secteurs n’existe${unknown > 1 ? "nt" : ""} pas cette année.`,
            },
          ]
        : []),
    ],
  };
};
