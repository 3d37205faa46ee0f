import type { Population, Sight } from "./visibility-edges.ts";

/** What two schools may open to one another: always both ways, since a cité scolaire is one courtyard. */
export const LINK_OPENINGS = ["staff-to-staff", "staff-to-families", "families-to-staff"] as const;
export type LinkOpening = (typeof LINK_OPENINGS)[number];

/** A link between two schools, asked for by one head and accepted by the other. */
export interface SchoolLink {
  readonly schoolIds: readonly [string, string];
  readonly opens: readonly LinkOpening[];
  /** Without it, the link waits for the other school and opens nothing. */
  readonly acceptedAt?: string | undefined;
  readonly endedAt?: string | undefined;
  /** Its last day: a link is agreed for a time, and agreed again. */
  readonly until: string;
}

/** Whether a link opens anything on a day (ISO): accepted, not ended, not over. */
export const isInForce = ({ acceptedAt, endedAt, until }: SchoolLink, today: string): boolean =>
  acceptedAt !== undefined && endedAt === undefined && today <= until;

/** The link between two schools, among those in force. */
export const linkBetween = (links: readonly SchoolLink[], one: string, other: string): SchoolLink | undefined =>
  links.find(({ schoolIds }) => schoolIds.includes(one) && schoolIds.includes(other));

const side = (populations: readonly Population[]): readonly ("staff" | "families")[] => [
  ...(populations.some((one) => one === "personnel" || one === "teacher") ? (["staff"] as const) : []),
  ...(populations.some((one) => one === "pupil" || one === "guardian") ? (["families"] as const) : []),
];

/** How far people of one school know people of the other: whoever may write is seen, and no two families ever meet. */
export const sightThroughLink = (
  { opens }: Pick<SchoolLink, "opens">,
  from: readonly Population[],
  to: readonly Population[],
): Sight => {
  const open = side(from).some((a) => side(to).some((b) => opens.some((opening) => opening === `${a}-to-${b}`)));
  return open ? "write" : "none";
};
