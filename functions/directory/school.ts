import type { AudienceId, PersonId } from "@preau/contract";
import type { Audience } from "./contract.ts";

/** A school, with the list of its classes and groups. */
export interface School {
  readonly name: string;
  readonly type?: string | undefined;
  readonly academy: string;
  readonly timeZone: string;
  readonly street?: string | undefined;
  readonly postalCode?: string | undefined;
  readonly city?: string | undefined;
  readonly phone?: string | undefined;
  readonly mail?: string | undefined;
  /** UAI of the schools it depends on (cités scolaires). */
  readonly attachedTo?: readonly string[] | undefined;
  readonly audiences: readonly Audience[];
}

export interface RosterPupil {
  readonly pupilId: PersonId;
  readonly familyName: string;
  readonly givenName: string;
  readonly classId: AudienceId;
  readonly classCode: string;
  /** Legal representatives (level 1). */
  readonly guardianIds: readonly PersonId[];
}

/** Who is in a class or a group: at most 8 KB for 35 pupils. */
export interface Roster {
  readonly audience: Audience;
  readonly classes: readonly { readonly audienceId: AudienceId; readonly code: string }[];
  readonly headTeacherIds: readonly PersonId[];
  readonly pupils: readonly RosterPupil[];
}

/** Schools overseas by the department their UAI begins with; everywhere else the clock is that of Paris. */
const TIME_ZONES: Readonly<Record<string, string>> = {
  "971": "America/Guadeloupe",
  "972": "America/Martinique",
  "973": "America/Cayenne",
  "974": "Indian/Reunion",
  "975": "America/Miquelon",
  "976": "Indian/Mayotte",
  "977": "America/St_Barthelemy",
  "978": "America/Marigot",
  "983": "Pacific/Noumea",
  "984": "Pacific/Tahiti",
  "986": "Pacific/Wallis",
};

/** The time zone a school lives in. */
export const timeZoneOf = (uai: string): string => TIME_ZONES[uai.slice(0, 3)] ?? "Europe/Paris";
