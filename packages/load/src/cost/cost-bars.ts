import type { Block } from "./bill.ts";
import { blockEuros, type YearCost, type YearOf } from "./year-cost.ts";

/** A promise about the price: what counts, and the most it may be, in euros a user and year. */
export interface CostBar {
  readonly name: string;
  readonly blocks: readonly Block[];
  readonly most: number;
}

export const COST_BARS: readonly CostBar[] = [
  { name: "API and database", blocks: ["api"], most: 0.01 },
  { name: "all in, without SMS", blocks: ["api", "ready", "mail", "assumed"], most: 0.08 },
];

export interface JudgedBar extends CostBar {
  readonly euros: number;
  readonly holds: boolean;
}

/** The price of a year against what was promised of it. */
export const judgeCost = (cost: YearCost, of: Pick<YearOf, "users" | "assumed">): readonly JudgedBar[] =>
  COST_BARS.map((bar) => {
    const euros = blockEuros(cost, of, bar.blocks);
    return { ...bar, euros, holds: euros <= bar.most };
  });
