import type { SchoolLink } from "@preau/policy";

/** A link between two schools as both keep it: the first of the two asked for it. */
export interface KeptLink extends SchoolLink {
  readonly askedAt: string;
}

/** The other school of a link. */
export const otherSchool = ({ schoolIds: [one, other] }: KeptLink, schoolId: string): string =>
  one === schoolId ? other : one;

/** Where a link stands, as one of its two schools sees it on a day. */
export const stateOfLink = (link: KeptLink, schoolId: string, today: string) => {
  if (link.endedAt !== undefined || today > link.until) return "ended" as const;
  if (link.acceptedAt !== undefined) return "in-force" as const;
  return link.schoolIds[0] === schoolId ? ("waiting" as const) : ("to-accept" as const);
};

/** The links with one more, or one otherwise: two schools have one link at a time. */
export const withLink = (links: readonly KeptLink[], link: KeptLink): readonly KeptLink[] => [
  ...links.filter((one) => !link.schoolIds.every((id) => one.schoolIds.includes(id))),
  link,
];
