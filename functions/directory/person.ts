import type { AudienceId, PersonId, Role, SchoolId } from "@preau/contract";
import type { Audience, Contact } from "./contract.ts";

/** How far an adult answers for a pupil: 1 legal representative, 2 in charge, 3 contact only. */
export type Level = 1 | 2 | 3;

/** An adult of a pupil. `kinship` is a code of SIECLE. */
export interface GuardianLink {
  readonly personId: PersonId;
  readonly level: Level;
  readonly kinship: string;
}

export interface TaughtAudience extends Audience {
  readonly subjects: { readonly code: string; readonly label: string }[];
}

/** A person as one school knows them. The same person in two schools has one id and two of these. */
export interface Person {
  readonly academy: string;
  /** ENTPersonJointure: unique inside the academy. */
  readonly joinId: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly title?: string | undefined;
  readonly birthDate?: string | undefined;
  /** None for an adult who is only in charge (level 2) or a contact (level 3): known, without access. */
  readonly roles: readonly Role[];
  /** Copied from the school, so that a first screen costs one read a school. */
  readonly school: { readonly name: string; readonly timeZone: string };
  readonly contact: Contact;
  readonly pupil?: {
    readonly ine?: string | undefined;
    /** The pupil's number in the school. */
    readonly elenoet?: string | undefined;
    readonly mef?: { readonly code: string; readonly label?: string | undefined } | undefined;
    readonly regime?: string | undefined;
    readonly options: readonly { readonly code: string; readonly label?: string | undefined }[];
    /** The class first, then the groups. */
    readonly audiences: readonly Audience[];
    readonly guardians: readonly GuardianLink[];
  };
  readonly guardian?: {
    readonly children: readonly { readonly pupilId: PersonId; readonly level: Level; readonly kinship: string }[];
  };
  readonly staff?: {
    readonly functions: readonly { readonly code: string; readonly label?: string | undefined }[];
    readonly stsId?: string | undefined;
    readonly teaches: readonly TaughtAudience[];
    readonly headTeacherOf: readonly AudienceId[];
  };
}

/** The pupils a person legally represents. */
export const legalChildren = ({ guardian }: Person): readonly PersonId[] =>
  (guardian?.children ?? []).filter((child) => child.level === 1).map((child) => child.pupilId);

/** The class of a pupil: in a group, pupils of several classes meet. */
export const classOf = ({ pupil }: Person): Audience | undefined =>
  pupil?.audiences.find((audience) => audience.kind === "class");

export interface PersonKey {
  readonly schoolId: SchoolId;
  readonly schoolYear: number;
  readonly id: PersonId;
}
