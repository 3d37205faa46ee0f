import type { ResponsibilityLevel } from "@preau/formats";
import type { Sex } from "./people-names.ts";

/** An adult of a family: link to the children, and which of the family's homes they live in. */
export interface AdultRole {
  /** Kinship code of SIECLE. */
  readonly kinship: string;
  readonly sex: Sex;
  readonly level: ResponsibilityLevel;
  readonly paysFees: boolean;
  readonly home: 0 | 1;
  /** Bears the name of the children. */
  readonly sharesName: boolean;
}

/** A shape of family; weights are of the order of what French schools know. */
export interface FamilyKind {
  readonly name: "together" | "married" | "separated" | "single" | "foster";
  readonly weight: number;
  readonly adults: readonly AdultRole[];
}

const mother: AdultRole = { kinship: "10", sex: "F", level: 1, paysFees: true, home: 0, sharesName: false };
const father: AdultRole = { kinship: "20", sex: "M", level: 1, paysFees: true, home: 0, sharesName: true };

export const familyKinds: readonly FamilyKind[] = [
  {
    name: "married",
    weight: 38,
    adults: [
      { ...mother, sharesName: true },
      { ...father, paysFees: false },
    ],
  },
  { name: "together", weight: 19, adults: [mother, { ...father, paysFees: false }] },
  { name: "separated", weight: 26, adults: [mother, { ...father, home: 1 }] },
  { name: "single", weight: 14, adults: [{ ...mother, sharesName: true }] },
  {
    name: "foster",
    weight: 3,
    adults: [
      { kinship: "51", sex: "F", level: 1, paysFees: true, home: 0, sharesName: false },
      { kinship: "42", sex: "F", level: 2, paysFees: false, home: 1, sharesName: false },
    ],
  },
];

/** A relative who may be called, and decides nothing. */
export const contact: AdultRole = { kinship: "38", sex: "F", level: 3, paysFees: false, home: 1, sharesName: true };
/** How many families name one. */
export const contactShare = 0.12;
