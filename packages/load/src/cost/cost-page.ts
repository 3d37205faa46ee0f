import { drawBarChart } from "../report/chart/bar-chart.ts";
import { showFigures, type Tone } from "../report/chart/chart.ts";
import { type Html, html } from "../report/html.ts";
import { pageOf } from "../report/page.ts";
import { showFigure, showShare } from "../report/show-figure.ts";
import { ASSUMPTION_NAMES, ASSUMPTIONS } from "./assumptions.ts";
import { BLOCKS, type Block } from "./bill.ts";
import type { CostSummary } from "./cost-summary.ts";
import { PRICED, type Priced } from "./prices/price-file.ts";
import { remarksOf, showEuros } from "./show-cost.ts";

const TONES: Readonly<Record<Block, Tone>> = {
  api: "first",
  ready: "third",
  mail: "fourth",
  sms: "rest",
  assumed: "second",
};
const COUNTED = ["api", "ready", "mail", "assumed"] as const satisfies readonly Block[];
const SHOWN = 15;

/** Euros for a thousand users: figures that an eye can compare. */
const ofThousand = (euros: number): number => euros * 1_000;

const priceTable = ({ year: { prices } }: CostSummary): Html =>
  showFigures({
    columns: ["price", "USD", "for a", "source", "as of", "status"],
    rows: Object.entries(prices.prices).map(([name, { usd, source, asOf, status }]) => [
      name,
      String(usd),
      PRICED[name as Priced],
      source,
      asOf,
      status,
    ]),
  });

const assumptionTable = ({ swings }: CostSummary): Html =>
  showFigures({
    columns: ["assumption", "taken", "low", "high", "all in at low", "all in at high", "because"],
    rows: ASSUMPTION_NAMES.map((name) => {
      const { value, low, high, because } = ASSUMPTIONS[name];
      const swing = swings.find(({ assumption }) => assumption === name);
      const [atLow, atHigh] = [swing?.atLow ?? Number.NaN, swing?.atHigh ?? Number.NaN];
      return [name, String(value), String(low), String(high), showEuros(atLow), showEuros(atHigh), because];
    }),
  });

/** The bill of a year as one page. */
export const costPage = (summary: CostSummary, origin: string, planted?: string): string => {
  const { year, bars, lines, capabilities, operations, roles, swings } = summary;
  const title = `What a user costs in a year: ${showFigure(year.users)} users, ${year.prices.place}`;
  return pageOf(
    title,
    html`<header><h1>${title}</h1><p class="lede">A simulated school year (180 days of school, weekends, holidays), from measured units, milliseconds and bytes. ${origin}${
      year.surgeDays === 0 ? undefined : ` ${year.surgeDays} school days at five times the calls.`
    }</p>
${planted === undefined ? undefined : html`<div class="banner" role="alert">Broken on purpose: ${planted}.</div>`}
<ul class="verdict">${bars.map(
      ({ name, euros, most, holds }) =>
        html`<li class="${holds ? "good" : "bad"}"><b>${holds ? "holds" : "FAILS"}</b>${name}: ${showEuros(euros)} EUR a user and year (at most ${most})</li>`,
    )}</ul>
${remarksOf(summary).map((remark) => html`<p>${remark}</p>`)}</header>
<main>${drawBarChart({
      id: "blocks",
      title: "What a year is made of",
      says: "All in, without SMS. What is assumed was measured by nobody: documents do not exist yet.",
      unit: "EUR a year for a thousand users",
      legend: COUNTED.map((block) => ({ name: BLOCKS[block], tone: TONES[block] })),
      bars: [
        ...COUNTED.map((block) => ({
          name: BLOCKS[block],
          parts: COUNTED.map((one) =>
            one === block
              ? lines.filter((line) => line.block === block).reduce((sum, { euros }) => sum + ofThousand(euros), 0)
              : 0,
          ),
        })),
        {
          name: "all in",
          parts: COUNTED.map((block) =>
            lines.filter((line) => line.block === block).reduce((sum, { euros }) => sum + ofThousand(euros), 0),
          ),
        },
      ],
      limit: { value: ofThousand(bars.at(-1)?.most ?? 0), name: `at most ${ofThousand(bars.at(-1)?.most ?? 0)}` },
    })}
${drawBarChart({
  id: "lines",
  title: "The dearest lines",
  says: "What is bought of AWS, whoever asked for it; SMS left out.",
  unit: "EUR a year for a thousand users",
  legend: COUNTED.map((block) => ({ name: BLOCKS[block], tone: TONES[block] })),
  bars: lines
    .filter(({ block }) => block !== "sms")
    .slice(0, SHOWN)
    .map(({ name, block, euros }) => ({ name, parts: COUNTED.map((one) => (one === block ? ofThousand(euros) : 0)) })),
})}
${drawBarChart({
  id: "capabilities",
  title: "API and database by capability",
  says: "Charged to the capability that works: notices pay for what a roll call makes them do.",
  unit: "EUR a year for a thousand users",
  legend: [{ name: BLOCKS.api, tone: TONES.api }],
  bars: capabilities.map(({ name, euros }) => ({ name, parts: [ofThousand(euros)] })),
})}
${drawBarChart({
  id: "operations",
  title: "The dearest operations",
  says: "All their calls of a year, with all that they set in motion, whoever works for it.",
  unit: "EUR a year for a thousand users",
  legend: [{ name: BLOCKS.api, tone: TONES.api }],
  bars: operations.slice(0, SHOWN).map(({ name, euros }) => ({ name, parts: [ofThousand(euros)] })),
})}
<h2>Operations</h2>${showFigures({
      columns: ["operation", "million calls", "USD a million calls", "USD a year"],
      rows: operations.map(({ name, calls, usdPerMillion, usd }) => [
        name,
        (calls / 1_000_000).toFixed(2),
        usdPerMillion.toFixed(2),
        usd.toFixed(0),
      ]),
    })}
<h2>Who asks</h2>${showFigures({ columns: ["role", "share of the calls"], rows: roles.map(({ role, share }) => [role, showShare(share)]) })}
<h2>Assumptions, and what each moves</h2><p>Euros a user and year, all in without SMS, with that assumption alone at its bound. The three that move it most: ${swings
      .slice(0, 3)
      .map(({ assumption }) => assumption)
      .join(", ")}.</p>${assumptionTable(summary)}
<h2>Prices of ${year.prices.region}, ${year.prices.edition}</h2>${priceTable(summary)}</main>`,
  );
};
