import type { LineOfFile, LineProblem } from "./problem.ts";

/** Who says something of a school's people. `manual` is the school itself. */
export type Source = "aaf" | "aaf1d" | "siecle" | "sts" | "onde" | "oneroster" | "manual";

/**
 * What a system calls a person, `<kind>:<value>`, where two persons never share one:
 * `jointure:<academy>|<join id>` (AAF, unique in one academy), `eleve-id:<academy>|<ELEVE_ID>` and `personne-id:<academy>|<PERSONNE_ID>`
 * (SIECLE), `ine:<INE>`, `elenoet:<UAI>|<number>` (one school year), `sts:<academy>|<type>|<id>`, `oneroster:<origin>|<sourcedId>`,
 * `onde:<UAI>|<digest>` (ONDE numbers nobody: of names and birth date for a pupil, of names and mail, telephone or address for an adult).
 */
export type LinkKey =
  `${"jointure" | "eleve-id" | "personne-id" | "ine" | "elenoet" | "sts" | "oneroster" | "onde" | "manual"}:${string}`;

export interface StatedAddress {
  readonly lines: readonly string[];
  readonly postalCode?: string | undefined;
  readonly city?: string | undefined;
  readonly country?: string | undefined;
}

export interface StatedContact {
  readonly mail?: string | undefined;
  /** Home, mobile and work numbers as written, mobiles first. */
  readonly phones?: readonly string[] | undefined;
  readonly smsConsent?: boolean | undefined;
  /** Whether associations of parents may be given the address. */
  readonly addressSharing?: boolean | undefined;
  readonly address?: StatedAddress | undefined;
}

interface Stated extends LineOfFile {
  /** UAI. */
  readonly schoolId: string;
}

export interface SchoolStatement extends Stated {
  readonly kind: "school";
  readonly name: string;
  /** Academy code, as the delivery writes it. */
  readonly academy?: string | undefined;
  readonly type?: string | undefined;
  readonly street?: string | undefined;
  readonly postalCode?: string | undefined;
  readonly city?: string | undefined;
  readonly phone?: string | undefined;
  readonly mail?: string | undefined;
  /** UAI of the schools it depends on: cités scolaires. */
  readonly attachedTo?: readonly string[] | undefined;
}

export interface AudienceStatement extends Stated {
  readonly kind: "audience";
  readonly audience: "class" | "group";
  readonly code: string;
  readonly label?: string | undefined;
  /** The classes a group draws on. */
  readonly classCodes: readonly string[];
  /** MEF codes (11 characters). */
  readonly mefs?: readonly string[] | undefined;
  /** Identifiant classe of ONDE, needed by LSU 1st degree. */
  readonly ondeId?: string | undefined;
}

/** What a source says of a person. A missing attribute means that the source says nothing, never that it is empty. */
export interface PersonStatement {
  /** Strongest first; at least one. */
  readonly keys: readonly LinkKey[];
  readonly familyName: string;
  readonly usualName?: string | undefined;
  readonly givenName: string;
  readonly otherGivenNames?: readonly string[] | undefined;
  /** `M.` or `Mme`. */
  readonly title?: string | undefined;
  readonly sex?: "M" | "F" | undefined;
  /** ISO date. */
  readonly birthDate?: string | undefined;
  readonly contact?: StatedContact | undefined;
}

/** How one adult answers for one pupil. Level 1 legal representative, 2 in charge, 3 contact (SIECLE, NIVEAUX_RESPONSABILITE). */
export interface GuardianshipStatement {
  readonly level: 1 | 2 | 3;
  /** SIECLE code: 10 mother, 20 father … */
  readonly kinship: string;
  readonly contactPriority?: boolean | undefined;
  readonly paysFees?: boolean | undefined;
  readonly housesPupil?: boolean | undefined;
}

export interface PupilStatement extends Stated, PersonStatement {
  readonly kind: "pupil";
  readonly ine?: string | undefined;
  readonly elenoet?: string | undefined;
  /** SIECLE's ELEVE_ID: LSU names pupils by it. */
  readonly eleveId?: string | undefined;
  readonly mef?: { readonly code: string; readonly label?: string | undefined } | undefined;
  readonly level?: string | undefined;
  readonly regime?: string | undefined;
  readonly options?: readonly { readonly code: string; readonly label?: string | undefined }[] | undefined;
  readonly classCode?: string | undefined;
  readonly groupCodes?: readonly string[] | undefined;
  readonly enteredOn?: string | undefined;
  /** Somebody whose last day has passed is no longer in the school. */
  readonly leftOn?: string | undefined;
  /** Left out when the source keeps guardianships elsewhere (see `GuardianStatement.children`). */
  readonly guardians?: readonly (GuardianshipStatement & { readonly key: LinkKey })[] | undefined;
}

/** An adult of pupils; AAF does not tie them to a school, so it may be missing: they belong to the schools of their children. */
export interface GuardianStatement extends LineOfFile, PersonStatement {
  readonly kind: "guardian";
  readonly schoolId?: string | undefined;
  /** For sources that say it here: a pupil by key, or by name when the source has no key (ONDE). */
  readonly children?:
    | readonly (GuardianshipStatement &
        (
          | { readonly key: LinkKey }
          | {
              readonly named: { readonly familyName: string; readonly givenName: string; readonly classLabel?: string };
            }
        ))[]
    | undefined;
}

export interface StaffStatement extends Stated, PersonStatement {
  readonly kind: "staff";
  readonly functions: readonly { readonly code: string; readonly label?: string | undefined }[];
  /** INDIVIDU@TYPE and @ID of STS: LSU names teachers by them. */
  readonly sts?: { readonly type: string; readonly id: string } | undefined;
  readonly disciplines?: readonly { readonly code: string; readonly label?: string | undefined }[] | undefined;
  readonly teaches?:
    | readonly {
        readonly audience: "class" | "group";
        readonly code: string;
        readonly subjects: readonly { readonly code?: string; readonly label?: string }[];
      }[]
    | undefined;
  readonly headTeacherOf?: readonly string[] | undefined;
}

/** A label for a code that other statements use. */
export interface LabelStatement {
  readonly kind: "label";
  readonly of: "subject" | "mef";
  readonly code: string;
  readonly label: string;
}

export type Statement =
  | SchoolStatement
  | AudienceStatement
  | PupilStatement
  | GuardianStatement
  | StaffStatement
  | LabelStatement;

/** One step of a reading: a statement, or what is wrong with a record (whole-file faults are thrown as `FormatFault`). */
export type Read = { readonly statement: Statement } | { readonly problem: LineProblem };

/** A file of a delivery; it may be opened more than once. */
export interface DeliveredFile {
  readonly name: string;
  open(): AsyncIterable<Uint8Array>;
}

/** What a reader must know that files do not say of themselves. */
export interface DeliveryContext {
  /** UAI of the school that imports: a file of another one is refused. Sources that name the school of each record (AAF, OneRoster) do without. */
  readonly schoolId: string;
  /** Academy code of the national list: completes the numbers that are unique in one academy only. */
  readonly academy: string;
  /** First year of the school year: 2026 for 2026-2027. A file of another year is refused. */
  readonly schoolYear: number;
  /** Which OneRoster system speaks: its numbers are unique there only. The school itself when left out. */
  readonly origin?: string | undefined;
}
