import { showTable } from "../bench/show-table.ts";
import { showFigure, showShare } from "../report/show-figure.ts";
import { BLOCKS } from "./bill.ts";
import { type CostSummary, LICENCES, SCHOOL_PUPILS, showAssumption } from "./cost-summary.ts";

/** Euros a user and year: a thousandth of a cent. */
export const showEuros = (euros: number): string => euros.toFixed(5);
const dollars = (usd: number): string => String(Math.round(usd));
const DEAREST = 8;

/** What is not in any line. */
export const NOT_PRICED =
  "Not in it: what AWS charges once for warm throughput, domain names, a firewall (none is deployed), taxes, and people.";

/** Words about licences, whose figures must never stand without them. */
export const besideLicences = ({ bars }: CostSummary): string => {
  const all = bars.at(-1)?.euros ?? Number.NaN;
  return `Licences of French regions: ${LICENCES.low.toFixed(2)} to ${LICENCES.high.toFixed(2)} EUR a user and year, ${Math.round(LICENCES.low / all)} to ${Math.round(LICENCES.high / all)} times as much as these machines. A licence also buys people, support and training: fifteen of them for one region add some 1.30 EUR a user.`;
};

/** What the figures must be read with: surge, school, SMS, second region, other prices. */
export const remarksOf = (summary: CostSummary): readonly string[] => {
  const { days, school, sms, secondRegion, year, fromMemory, cost } = summary;
  return [
    `A school day: ${dollars(days.ordinary)} USD of calls; the first day of a lockdown, five times as many: ${dollars(days.lockdown)} USD; a whole year at five times: ${dollars(days.yearAtSurge)} USD all in, without SMS.`,
    `A school of ${SCHOOL_PUPILS} pupils (${school.users} users): ${school.api.toFixed(2)} EUR a year for API and database, ${school.all.toFixed(2)} EUR all in.`,
    `SMS are each school’s choice and in no bar: ${showEuros(sms)} EUR a user and year more if every absence is told so to those who agreed.`,
    `A standing second region would write and keep everything twice: ${dollars(secondRegion)} USD a year more. Copies are counted, it is not.`,
    `Tables hold ${showFigure(cost.held.mostGb)} GB at their fullest.`,
    ...(cost.standIns.length === 0
      ? []
      : [
          `${showShare(cost.standInShare)} of the calls are of operations that were not measured and are priced as the middle one of their kind: ${cost.standIns.join(", ")}.`,
        ]),
    `${showShare(fromMemory)} of the dollars are at prices nobody looked up (${year.prices.region}, ${year.prices.edition}); 1 USD = ${year.assumed.eurosPerDollar} EUR is assumed.`,
    NOT_PRICED,
    besideLicences(summary),
  ];
};

/** The year as tables for the terminal. */
export const showCost = (summary: CostSummary): string => {
  const { lines, bars, capabilities, operations, elsewhere, swings } = summary;
  const perUser = "EUR a user and year";
  return [
    showTable(
      Object.entries(BLOCKS).flatMap(([block, title]) =>
        lines
          .filter((line) => line.block === block)
          .map(({ name, usd, euros }, index) => ({
            block: index === 0 ? title : "",
            what: name,
            "USD a year": dollars(usd),
            [perUser]: showEuros(euros),
          })),
      ),
    ),
    showTable(
      capabilities.map(({ name, usd, euros }) => ({
        "who works": name,
        "USD a year": dollars(usd),
        [perUser]: showEuros(euros),
      })),
    ),
    showTable(
      operations.slice(0, DEAREST).map(({ name, calls, usdPerMillion, usd }) => ({
        "dearest operations": name,
        "million calls": (calls / 1_000_000).toFixed(1),
        "USD a million, all that follows included": usdPerMillion.toFixed(2),
        "USD a year": dollars(usd),
      })),
    ),
    showTable(
      [{ prices: summary.year.prices, bars }, ...elsewhere].map((there) => ({
        region: `${there.prices.region} (${there.prices.place}), ${there.prices.edition}`,
        ...Object.fromEntries(there.bars.map(({ name, euros }) => [name, showEuros(euros)])),
      })),
    ),
    `What moves it most, alone between its bounds (${perUser}, all in without SMS):\n${swings
      .slice(0, 3)
      .map((swing) => `  ${showEuros(swing.atLow)} to ${showEuros(swing.atHigh)}  ${showAssumption(swing)}`)
      .join("\n")}`,
    remarksOf(summary).join("\n"),
    bars
      .map(
        ({ name, euros, most, holds }) =>
          `${holds ? "holds" : "FAILS"}  ${name}: ${showEuros(euros)} EUR a user and year (at most ${most})`,
      )
      .join("\n"),
  ].join("\n\n");
};
