import { ASSUMPTIONS } from "./assumptions.ts";
import { type Charge, sumOf, sumsBy } from "./bill.ts";
import { type JudgedBar, judgeCost } from "./cost-bars.ts";
import type { PriceFile } from "./prices/price-file.ts";
import { daysOf, SHARE_OF_CALLS } from "./school-year.ts";
import { type Swing, swingsOf } from "./sensitivity.ts";
import { callsByOperation } from "./year-calls.ts";
import { blockEuros, eurosPerUser, SURGE, type YearCost, type YearOf, yearCost } from "./year-cost.ts";

/** What licences of the seeds' regions cost, in euros a user and year, at a million users. They buy people, support and training too. */
export const LICENCES = { low: 4, high: 7.2 } as const;
/** Pupils of the school that the table speaks of. */
export const SCHOOL_PUPILS = 700;

/** A name, its dollars a year and its euros a user and year. */
export interface Line {
  readonly name: string;
  readonly usd: number;
  readonly euros: number;
}

export interface OperationCost extends Line {
  readonly calls: number;
  readonly usdPerMillion: number;
}

/** Everything that the table and the page say of a year. */
export interface CostSummary {
  readonly year: YearOf;
  readonly cost: YearCost;
  readonly bars: readonly JudgedBar[];
  readonly lines: readonly (Line & { readonly block: Charge["block"] })[];
  readonly capabilities: readonly Line[];
  readonly operations: readonly OperationCost[];
  readonly roles: readonly { readonly role: string; readonly share: number }[];
  /** Dollars of what calls cost on a day of school, on one like the first of the lockdown, and of the whole year at that rate. */
  readonly days: { readonly ordinary: number; readonly lockdown: number; readonly yearAtSurge: number };
  /** Euros a year for a school of 700 pupils with its families and staff: API and database, then all in. */
  readonly school: { readonly users: number; readonly api: number; readonly all: number };
  readonly sms: number;
  /** A standing second region writes and keeps everything twice. */
  readonly secondRegion: number;
  readonly elsewhere: readonly { readonly prices: PriceFile; readonly bars: readonly JudgedBar[] }[];
  readonly swings: readonly Swing[];
  /** Of the dollars without SMS, the part at prices that nobody looked up. */
  readonly fromMemory: number;
}

const BY_CALL = (charge: Charge): boolean => charge.operation !== undefined;

/** The year summed up by what it is made of, by who works, by what is asked, by day; and what would move it. */
export const summarizeCost = (year: YearOf, elsewhere: readonly PriceFile[]): CostSummary => {
  const cost = yearCost(year);
  const line = (name: string, usd: number): Line => ({ name, usd, euros: eurosPerUser(usd, year) });
  const counted = cost.charges.filter(({ block }) => block !== "sms");
  const lines = sumsBy(cost.charges, ({ block, line: name }) => `${block}|${name}`).map(([key, usd]) => {
    const [block = "", name = ""] = key.split("|");
    return { block: block as Charge["block"], ...line(name, usd) };
  });
  const calls = callsByOperation(cost.calls);
  const allCalls = [...calls.values()].reduce((a, b) => a + b, 0);
  const byCall = sumOf(cost.charges.filter(BY_CALL));
  // The year as it is, without the surge days that were asked for.
  const calm = year.surgeDays === 0 ? byCall : sumOf(yearCost({ ...year, surgeDays: 0 }).charges.filter(BY_CALL));
  const ordinary = (calm * SHARE_OF_CALLS.school) / daysOf("school");
  const schoolUsers = Math.round(SCHOOL_PUPILS / year.assumed.pupilShare);
  const twice = new Set(["writes", "tables kept", "point-in-time recovery"]);
  const bars = judgeCost(cost, year);
  return {
    year,
    cost,
    bars,
    lines,
    capabilities: sumsBy(
      counted.filter(({ block }) => block === "api"),
      ({ capability }) => capability,
    ).map(([name, usd]) => line(name, usd)),
    operations: sumsBy(cost.charges, ({ operation }) => operation).map(([name, usd]) => {
      const asked = (calls.get(name) ?? 0) * (byCall / calm);
      return { ...line(name, usd), calls: asked, usdPerMillion: (usd / asked) * 1_000_000 };
    }),
    roles: [...Map.groupBy(cost.calls, ({ role }) => role)]
      .map(([role, some]) => ({ role, share: some.reduce((sum, one) => sum + one.calls, 0) / allCalls }))
      .sort((a, b) => b.share - a.share),
    days: { ordinary, lockdown: ordinary * SURGE, yearAtSurge: sumOf(counted) - byCall + calm * SURGE },
    school: {
      users: schoolUsers,
      api: (bars[0]?.euros ?? 0) * schoolUsers,
      all: (bars.at(-1)?.euros ?? 0) * schoolUsers,
    },
    sms: blockEuros(cost, year, ["sms"]),
    secondRegion: sumOf(counted.filter((charge) => twice.has(charge.line))),
    elsewhere: elsewhere.map((prices) => {
      const there = { ...year, prices };
      return { prices, bars: judgeCost(yearCost(there), there) };
    }),
    swings: swingsOf(year),
    fromMemory:
      sumOf(counted.filter(({ priced }) => year.prices.prices[priced].status === "from memory")) / sumOf(counted),
  };
};

/** The assumption in words, with its bounds. */
export const showAssumption = ({ assumption }: Swing): string => {
  const { value, low, high, because } = ASSUMPTIONS[assumption];
  return `${assumption} = ${value} (${low} to ${high}): ${because}`;
};
