import type { Received } from "@preau/sdk";
import type { directoryContract } from "../../../../functions/directory/contract.ts";
import { PARTS, type Part } from "./cast.ts";
import type { Session } from "./session.ts";

export type Me = Received<typeof directoryContract.routes.readMe>;

/** Somebody who takes part in a load test: signed in, and known as they know themselves. */
export interface VirtualPerson {
  readonly login: string;
  readonly part: Part;
  /** Of several, the first. */
  readonly schoolId: string;
  readonly me: Me;
  readonly session: Session;
}

/** What somebody does at school by their roles: who teaches and is a parent as well is there to teach. */
export const partOf = ({ schools, children }: Me): Part | undefined => {
  const roles = new Set<string>(schools.flatMap((school) => school.roles));
  const staff = PARTS.filter((part) => part !== "pupil" && part !== "guardian").find((part) => roles.has(part));
  if (staff !== undefined) return staff;
  if (children.length > 0 || roles.has("guardian")) return "guardian";
  return roles.has("pupil") ? "pupil" : undefined;
};

/** The school where somebody is counted: where they work or learn, else their first child's. */
export const schoolOf = ({ schools, children }: Me): string | undefined =>
  schools[0]?.schoolId ?? children[0]?.schoolId;
