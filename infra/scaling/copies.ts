/** Copies that a plan makes of every table, each a whole one: what they cost grows with how many are kept, not with what changed. */
export interface CopyPlan {
  readonly name: string;
  readonly every: "night" | "week";
  /** Days the copy is kept where the table is. */
  readonly keptDays: number;
  /** Days its copy in the other region is kept. */
  readonly keptElsewhereDays: number;
}

/**
 * Point-in-time recovery undoes the last 35 days in the region itself, so that a copy stays there only until it has been carried away.
 * Elsewhere: every night of a week, and every Sunday of a summer.
 */
export const copyPlans: readonly CopyPlan[] = [
  { name: "nightly", every: "night", keptDays: 1, keptElsewhereDays: 7 },
  { name: "weekly", every: "week", keptDays: 1, keptElsewhereDays: 90 },
];

const DAYS = { night: 1, week: 7 } as const;

/** Whole copies of the tables that lie somewhere at once, and those carried to the other region in a year. */
export const copiesKept = (
  plans: readonly CopyPlan[] = copyPlans,
): { readonly lying: number; readonly carried: number } => ({
  lying: plans.reduce(
    (sum, { every, keptDays, keptElsewhereDays }) => sum + (keptDays + keptElsewhereDays) / DAYS[every],
    0,
  ),
  carried: plans.reduce((sum, { every }) => sum + 365 / DAYS[every], 0),
});
