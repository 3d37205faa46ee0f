import type { RunRecord } from "../run/run-record.ts";

/** How one category of people fared on an operation, beside everybody who asked the same. */
export interface CategoryGap {
  readonly operation: string;
  /** `role guardian` or `school 0990001N`. */
  readonly category: string;
  readonly intents: number;
  readonly refusedShare: number;
  readonly everybody: number;
  /** The gap in standard errors of two shares: what chance alone gives stays under 4. */
  readonly deviations: number;
}

interface Tally {
  readonly intents: number;
  readonly refused: number;
}

const LEAST_INTENTS = 30;

const deviationsOf = (some: Tally, all: Tally): number => {
  const rest = { intents: all.intents - some.intents, refused: all.refused - some.refused };
  if (rest.intents === 0) return 0;
  const pooled = Math.min(1, all.refused / all.intents);
  // Attempts are refused several times for one intent: shares above one count as one.
  const spread = Math.sqrt(Math.max(pooled * (1 - pooled), 1 / all.intents) * (1 / some.intents + 1 / rest.intents));
  return (some.refused / some.intents - rest.refused / rest.intents) / spread;
};

const groups = <T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> =>
  Map.groupBy(items, keyOf);

const tallyOf = (records: RunRecord["categories"]): Tally =>
  records.reduce((sum, { intents, refused }) => ({ intents: sum.intents + intents, refused: sum.refused + refused }), {
    intents: 0,
    refused: 0,
  });

/**
 * Refusals of each role and of each school beside those of everybody else who asked for the same operation, the widest gap first. Groups of
 * less than thirty intents say nothing and are left out.
 */
export const categoryGaps = ({ categories }: Pick<RunRecord, "categories">): readonly CategoryGap[] =>
  [...groups(categories, ({ operation }) => operation)]
    .flatMap(([operation, records]) => {
      const all = tallyOf(records);
      const named = [
        ...groups(records, ({ role }) => `role ${role}`),
        ...groups(records, ({ schoolId }) => `school ${schoolId}`),
      ];
      return named.map(([category, members]) => {
        const some = tallyOf(members);
        return {
          operation,
          category,
          intents: some.intents,
          refusedShare: some.intents === 0 ? 0 : some.refused / some.intents,
          everybody: all.intents === 0 ? 0 : all.refused / all.intents,
          deviations: some.intents < LEAST_INTENTS ? 0 : deviationsOf(some, all),
        };
      });
    })
    .filter(({ intents }) => intents >= LEAST_INTENTS)
    .sort((a, b) => Math.abs(b.deviations) - Math.abs(a.deviations));
