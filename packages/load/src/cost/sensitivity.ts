import { ASSUMPTION_NAMES, ASSUMPTIONS, type AssumptionName } from "./assumptions.ts";
import { COST_BARS } from "./cost-bars.ts";
import { blockEuros, type YearOf, yearCost } from "./year-cost.ts";

/** What the price becomes when one assumption alone is at either of its bounds, in euros a user and year, all in. */
export interface Swing {
  readonly assumption: AssumptionName;
  readonly atLow: number;
  readonly atHigh: number;
}

/** Every assumption moved alone between its bounds, the one that moves the price most first. */
export const swingsOf = (year: YearOf): readonly Swing[] => {
  const blocks = COST_BARS.at(-1)?.blocks ?? [];
  const priceWith = (name: AssumptionName, value: number): number => {
    const moved = { ...year, assumed: { ...year.assumed, [name]: value } };
    return blockEuros(yearCost(moved), moved, blocks);
  };
  return ASSUMPTION_NAMES.map((assumption) => ({
    assumption,
    atLow: priceWith(assumption, ASSUMPTIONS[assumption].low),
    atHigh: priceWith(assumption, ASSUMPTIONS[assumption].high),
  })).sort((a, b) => Math.abs(b.atHigh - b.atLow) - Math.abs(a.atHigh - a.atLow));
};
