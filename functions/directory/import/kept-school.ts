import type { AudienceId } from "@preau/contract";
import type { Source } from "@preau/formats/statement";
import type { Mark } from "../record.ts";
import type { School } from "../school.ts";
import { type Says, STRONGEST_FIRST } from "./fold-person.ts";
import type { SchoolSays } from "./fold-school.ts";
import type { Known } from "./known-people.ts";

/** Since when each source lacks somebody it once delivered. */
export type Gone = Readonly<Partial<Record<Source, string>>>;

export interface KeptPerson extends Known, Mark {
  readonly gone?: Gone | undefined;
  readonly says: Says;
}

/** All that is kept of a school in a school year. */
export interface KeptSchool {
  readonly school: (Mark & { readonly content: School }) | undefined;
  readonly schoolSays: SchoolSays;
  readonly people: readonly KeptPerson[];
  readonly rosters: ReadonlyMap<AudienceId, Mark>;
}

/**
 * Since when somebody is missing: what the strongest source that speaks of them says. A weaker one, older perhaps, proves no presence;
 * what only the school itself says never goes missing.
 */
export const missingSince = (sources: Iterable<Source>, gone: Gone): string | undefined => {
  const speaking = new Set(sources);
  const strongest = STRONGEST_FIRST.find((source) => source !== "manual" && speaking.has(source));
  return strongest && gone[strongest];
};
