import type { AudienceId, PersonId, Role, SchoolId } from "@preau/contract";
import type { LinkKey, Source } from "@preau/formats/statement";
import type { Audience, Contact } from "./contract.ts";

/** How far an adult answers for a pupil: 1 legal representative, 2 in charge, 3 contact only. */
export type Level = 1 | 2 | 3;

interface Code {
  readonly code: string;
  readonly label?: string | undefined;
}

/** How one adult answers for one pupil. `kinship` is a code of SIECLE. */
export interface Guardianship {
  readonly level: Level;
  readonly kinship: string;
  readonly contactPriority?: boolean | undefined;
  readonly paysFees?: boolean | undefined;
  readonly housesPupil?: boolean | undefined;
  /** `none`: the school took the rights away (court decision); the adult stays known to school life. */
  readonly access?: "none" | undefined;
}

/** An adult of a pupil. */
export interface GuardianLink extends Guardianship {
  readonly personId: PersonId;
}

/** A pupil of an adult: the other end of a `GuardianLink`, always kept alike. */
export interface ChildLink extends Guardianship {
  readonly pupilId: PersonId;
}

export interface TaughtAudience extends Audience {
  readonly subjects: { readonly code: string; readonly label: string }[];
}

/** A person as one school knows them. The same person in two schools has one id and two of these. */
export interface Person {
  readonly academy: string;
  /** ENTPersonJointure, unique inside the academy; nobody but AAF knows it. */
  readonly joinId?: string | undefined;
  /** Who says something of the person, strongest first. */
  readonly sources?: readonly Source[] | undefined;
  /** What other systems call the person: never shown, and how the next import recognises them. */
  readonly links?: readonly LinkKey[] | undefined;
  /** The name in use, shown everywhere. */
  readonly familyName: string;
  /** The name of the civil register, where another is in use. */
  readonly birthName?: string | undefined;
  readonly givenName: string;
  readonly otherGivenNames?: readonly string[] | undefined;
  readonly title?: string | undefined;
  readonly sex?: "M" | "F" | undefined;
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
    /** SIECLE's ELEVE_ID: LSU names pupils by it. */
    readonly eleveId?: string | undefined;
    readonly mef?: Code | undefined;
    /** First degree: `CP`, `CE1` … */
    readonly level?: string | undefined;
    readonly regime?: string | undefined;
    readonly options: readonly Code[];
    readonly enteredOn?: string | undefined;
    /** The last day in the school. */
    readonly leftOn?: string | undefined;
    /** The class first, then the groups. */
    readonly audiences: readonly Audience[];
    readonly guardians: readonly GuardianLink[];
  };
  readonly guardian?: {
    readonly children: readonly ChildLink[];
  };
  readonly staff?: {
    readonly functions: readonly Code[];
    readonly disciplines?: readonly Code[] | undefined;
    /** INDIVIDU@TYPE and @ID of STS: LSU names teachers by them. */
    readonly sts?: { readonly type: string; readonly id: string } | undefined;
    readonly teaches: readonly TaughtAudience[];
    readonly headTeacherOf: readonly AudienceId[];
  };
}

/** Whether an adult has the rights of a legal representative over a pupil. */
export const hasRights = ({ level, access }: Guardianship): boolean => level === 1 && access !== "none";

/** The pupils a person legally represents, and whose school gives access. */
export const legalChildren = ({ guardian }: Person): readonly PersonId[] =>
  (guardian?.children ?? []).filter(hasRights).map((child) => child.pupilId);

/** The class of a pupil: in a group, pupils of several classes meet. */
export const classOf = ({ pupil }: Person): Audience | undefined =>
  pupil?.audiences.find((audience) => audience.kind === "class");

export interface PersonKey {
  readonly schoolId: SchoolId;
  readonly schoolYear: number;
  readonly id: PersonId;
}
