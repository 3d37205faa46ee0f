import type { CategoryRecord } from "../run/run-record.ts";
import type { Verdict } from "./verdict.ts";

/** Chance alone makes categories differ so rarely that it is no chance. */
const RARE = 0.001;
/** And by this much at least: with enough people, a difference that nobody would notice is rare as well. */
const NOTICEABLE = 0.05;
/** Categories with less say nothing. */
const LEAST_INTENTS = 50;

interface Group {
  readonly name: string;
  readonly intents: number;
  readonly missed: number;
}

/** Probability that chance alone gives a chi-square so high: Wilson and Hilferty's cube root, good to three digits. */
export const chanceOf = (chiSquare: number, freedom: number): number => {
  const spread = 2 / (9 * freedom);
  const z = (Math.cbrt(chiSquare / freedom) - (1 - spread)) / Math.sqrt(spread);
  // Abramowitz and Stegun 26.2.17, the upper tail of the normal law.
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly;
  return z >= 0 ? tail : 1 - tail;
};

/** How groups that asked the same differ in what they were not given: by chance alone, and the widest gap to everybody. */
export const compareGroups = (groups: readonly Group[]): { readonly chance: number; readonly gap: number } => {
  const counted = groups.filter(({ intents }) => intents >= LEAST_INTENTS);
  const intents = counted.reduce((sum, group) => sum + group.intents, 0);
  const missed = counted.reduce((sum, group) => sum + group.missed, 0);
  if (counted.length < 2 || missed === 0 || missed === intents) return { chance: 1, gap: 0 };
  const share = missed / intents;
  const chiSquare = counted.reduce((sum, group) => {
    const expected = group.intents * share;
    return sum + (group.missed - expected) ** 2 / (expected * (1 - share));
  }, 0);
  const gap = Math.max(...counted.map((group) => Math.abs(group.missed / group.intents - share)));
  return { chance: chanceOf(chiSquare, counted.length - 1), gap };
};

const groupsBy = (records: readonly CategoryRecord[], field: "role" | "schoolId"): readonly Group[] =>
  [...Map.groupBy(records, (record) => record[field])].map(([name, some]) => ({
    name,
    intents: some.reduce((sum, { intents }) => sum + intents, 0),
    missed: some.reduce((sum, { intents, served }) => sum + intents - served, 0),
  }));

/** Nobody is given less than another who asks the same for what he is: by role and by school, operation by operation. */
export const judgeFairness = ({ categories }: { readonly categories: readonly CategoryRecord[] }): Verdict => {
  const compared = [...Map.groupBy(categories, ({ operation }) => operation)].flatMap(([operation, records]) =>
    (["role", "schoolId"] as const).map((field) => ({
      what: `${operation} by ${field === "role" ? "role" : "school"}`,
      ...compareGroups(groupsBy(records, field)),
    })),
  );
  const unfair = compared.filter(({ chance, gap }) => chance < RARE && gap > NOTICEABLE);
  const [worst] = compared.toSorted((a, b) => a.chance - b.chance);
  const told = unfair.map(({ what, gap }) => `${what} (${(gap * 100).toFixed(1)} points)`).join(", ");
  return {
    bar: "nobody by category",
    wanted: "no difference but chance",
    seen:
      unfair.length > 0
        ? told
        : `none; the least likely, ${worst?.what ?? "nothing"}: ${(worst?.chance ?? 1).toPrecision(2)} by chance, ${((worst?.gap ?? 0) * 100).toFixed(1)} points`,
    met: unfair.length === 0,
  };
};
