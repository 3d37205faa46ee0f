/** Something said of a person in one school. */
export interface GarInSchool {
  /** UAI. */
  readonly uai: string;
  readonly code: string;
}

/** What pupils and staff have in common. */
export interface GarPerson {
  /** Opaque, stable, at most 64 characters, known to this ENT only. */
  readonly id: string;
  /** National profile by school: `National_elv`, `National_ens`… */
  readonly profiles: readonly { readonly uai: string; readonly profile: string }[];
  readonly familyName: string;
  readonly usualName?: string | undefined;
  readonly givenName: string;
  readonly otherGivenNames?: readonly string[] | undefined;
  /** `M.` or `Mme`. */
  readonly title?: string | undefined;
  /** UAI of the school they administratively belong to. */
  readonly homeSchool?: string | undefined;
  /** ISO date; the GAR only uses it to tell homonyms apart. */
  readonly birthDate?: string | undefined;
  /** Second degree: MEF (11 characters). First degree: MEFSTAT4 (4 characters). */
  readonly levels: readonly GarInSchool[];
  /** Classes and groups. */
  readonly groups: readonly GarInSchool[];
}

export interface GarPupil extends GarPerson {
  /** Subjects followed; second degree only. */
  readonly subjects: readonly GarInSchool[];
}

/** A member of staff: teachers, librarians, heads, school life, administration. */
export interface GarStaff extends GarPerson {
  /** Discipline (second degree) or speciality (first degree) of the post. */
  readonly disciplines: readonly GarInSchool[];
  readonly mails: readonly string[];
  /** Second degree only. */
  readonly teaches: readonly (GarInSchool & {
    readonly audience: "class" | "group";
    readonly subjects: readonly string[];
  })[];
}

export interface GarSchool {
  readonly uai: string;
  readonly name: string;
  /** UAI of the seat of the cité scolaire; second degree only. */
  readonly attachedTo?: string | undefined;
  /** `PU`, `PR`… */
  readonly contract?: string | undefined;
  readonly phone?: string | undefined;
  readonly mail?: string | undefined;
  readonly groups: readonly {
    readonly code: string;
    readonly label: string;
    readonly audience: "class" | "group";
    readonly classCodes: readonly string[];
  }[];
  /** Second degree only. */
  readonly mefs: readonly {
    readonly code: string;
    readonly label: string;
    readonly parent?: string | undefined;
    readonly mefStat11?: string | undefined;
  }[];
  /** Second degree only. */
  readonly subjects: readonly { readonly code: string; readonly label: string }[];
}

/** Somebody who may assign licences. At least one mail: the GAR refuses the others. */
export interface GarManager {
  readonly id: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly title?: string | undefined;
  readonly mails: readonly [string, ...string[]];
  readonly schools: readonly [string, ...string[]];
}

/** All that one ENT sends in one night: only schools enrolled for the GAR, and never parents. */
export interface GarExport {
  /** The ENT's identifier, given by the GAR. */
  readonly ent: string;
  readonly at: Date;
  readonly degree: "1D" | "2D";
  readonly schools: readonly GarSchool[];
  readonly pupils: readonly GarPupil[];
  readonly staff: readonly GarStaff[];
  readonly managers: readonly GarManager[];
}
