import type { Priced, PriceFile } from "./prices/price-file.ts";

/** Apart from one another in every sum: what was measured, what the infrastructure keeps ready, the families’ news, what does not exist yet. */
export const BLOCKS = {
  api: "API and database",
  ready: "Kept ready and safe",
  mail: "News by mail",
  sms: "News by SMS",
  assumed: "Assumed, not measured",
} as const;
export type Block = keyof typeof BLOCKS;

/** So much of something, for whom and for what. */
export interface Quantity {
  readonly block: Block;
  /** What it is, as the table names it: `reads`, `replies to the internet`. */
  readonly line: string;
  /** Who works: a capability, or the cell as a whole. */
  readonly capability: string;
  /** The operation that was asked for, when it comes from one. */
  readonly operation?: string;
  readonly priced: Priced;
  /** In the unit of the price: millions, GB-months … */
  readonly amount: number;
}

/** The same with its price, in US dollars before tax. */
export interface Charge extends Quantity {
  readonly usd: number;
}

/** What quantities cost at the prices of a region. */
export const chargesOf = (quantities: readonly Quantity[], { prices }: PriceFile): readonly Charge[] =>
  quantities.map((quantity) => ({ ...quantity, usd: quantity.amount * prices[quantity.priced].usd }));

/** The sum of charges, in dollars. */
export const sumOf = (charges: readonly Charge[]): number => charges.reduce((sum, { usd }) => sum + usd, 0);

/** Charges added up under a name each, the dearest first. */
export const sumsBy = (
  charges: readonly Charge[],
  nameOf: (charge: Charge) => string | undefined,
): readonly (readonly [string, number])[] => {
  const sums = new Map<string, number>();
  for (const charge of charges) {
    const name = nameOf(charge);
    if (name !== undefined) sums.set(name, (sums.get(name) ?? 0) + charge.usd);
  }
  return [...sums].sort((a, b) => b[1] - a[1]);
};
