/** Someone of an invented school. `number` makes all their numbers in all the sources. */
export interface ModelPerson {
  readonly number: number;
  readonly familyName: string;
  readonly givenName: string;
  /** ISO date. */
  readonly birthDate?: string | undefined;
}

export interface ModelPupil extends ModelPerson {
  readonly birthDate: string;
  readonly sex: "M" | "F";
  readonly ine?: string | undefined;
  readonly classCode: string;
  readonly groupCodes: readonly string[];
  readonly guardians: readonly { readonly adult: number; readonly kinship: string; readonly level: 1 | 2 | 3 }[];
  /** ISO date of the last day, once gone. */
  readonly leftOn?: string | undefined;
}

export interface ModelAdult extends ModelPerson {
  readonly title: "M." | "Mme";
  readonly mail?: string | undefined;
  readonly mobile?: string | undefined;
}

export interface ModelStaff extends ModelPerson {
  readonly title: "M." | "Mme";
  /** AAF and STS function: ENS, DIR, EDU… */
  readonly functionCode: string;
  readonly teaches: readonly {
    readonly audience: "class" | "group";
    readonly code: string;
    readonly subjects: readonly string[];
  }[];
  readonly headTeacherOf: readonly string[];
}

/** One school, whatever the source that tells of it: what generators of files start from. All people are invented. */
export interface SchoolModel {
  readonly uai: string;
  /** As the academy writes it, without its kind: `ADA LOVELACE`. */
  readonly name: string;
  readonly academy: string;
  readonly schoolYear: number;
  readonly city: string;
  readonly classes: readonly { readonly code: string; readonly label: string; readonly mef: string }[];
  readonly groups: readonly { readonly code: string; readonly label: string; readonly classCodes: readonly string[] }[];
  readonly subjects: readonly { readonly code: string; readonly label: string }[];
  readonly pupils: readonly ModelPupil[];
  readonly adults: readonly ModelAdult[];
  readonly staff: readonly ModelStaff[];
}

/** The numbers by which the sources know the people of a model. */
export const modelNumber = {
  structure: "9001",
  pupilJointure: (number: number) => String(700_000 + number),
  adultJointure: (number: number) => String(800_000 + number),
  staffJointure: (number: number) => String(900_000 + number),
  eleveId: (number: number) => String(41_000 + number),
  elenoet: (number: number) => String(number),
  personneId: (number: number) => String(52_000 + number),
  stsId: (number: number) => String(61_000 + number),
};
