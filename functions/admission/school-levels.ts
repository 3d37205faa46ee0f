import type { AccessWindow } from "@preau/policy";
import type { SchoolLevel } from "./contract.ts";

/** A school as the directory tells it. */
export interface ToldSchool {
  readonly schoolId: string;
  readonly name: string;
  /** As the academy writes it: `COLLEGE`, `LYC`, `LP`, `ECOLE` … */
  readonly type?: string | undefined;
  readonly classes: number;
}

const TYPES: readonly (readonly [RegExp, SchoolLevel])[] = [
  [/^(COLLEGE|COL|CLG)\b/, "college"],
  [/^(LYCEE|LYC|LGT|LG|LT|LPO|LP|SEP)\b/, "lycee"],
  [/^(ECOLE|MATERNELLE|ELEMENTAIRE|PRIMAIRE|E[EMP]PU|E[EMP]PR|RPI)\b/, "primary"],
];

/** The kind of a school, by its type in the academy's files; what is none of the three great kinds is told apart. */
export const levelOf = ({ type = "" }: Pick<ToldSchool, "type">): SchoolLevel => {
  const plain = type.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase();
  return TYPES.find(([pattern]) => pattern.test(plain))?.[1] ?? "other";
};

/** The schools of some levels, as a window names them. */
export const schoolsOf = (
  levels: readonly SchoolLevel[] | undefined,
  schools: readonly ToldSchool[],
): AccessWindow["schools"] =>
  levels === undefined
    ? "all"
    : (schools.filter((school) => levels.includes(levelOf(school))).map(({ schoolId }) => schoolId) as never);
