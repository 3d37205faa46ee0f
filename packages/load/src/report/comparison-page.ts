import type { RunRecord, SecondRecord } from "../run/run-record.ts";
import { drawTimeChart, type Series, type TimeChart } from "./chart/time-chart.ts";
import type { Comparison, Difference } from "./compare-records.ts";
import { type Html, html } from "./html.ts";
import { pageOf } from "./page.ts";
import { factsOf } from "./report-page.ts";
import { shadesOf } from "./run-charts.ts";
import { PRIORITIES, servedShare, totalsOf } from "./run-totals.ts";
import { showFigure, showShare } from "./show-figure.ts";

const lengthOf = ({ a, b }: Comparison): number => Math.max(a.seconds.length, b.seconds.length);

/** The same figure of both runs, second under second: the first in full, the second dashed. */
const both = (
  comparison: Comparison,
  [first, second]: readonly [string, string],
  of: (second: SecondRecord) => number | undefined,
): readonly Series[] => {
  const valuesOf = ({ seconds }: RunRecord) =>
    Array.from({ length: lengthOf(comparison) }, (_, at) => (seconds[at] === undefined ? undefined : of(seconds[at])));
  return [
    { name: first, tone: "first", values: valuesOf(comparison.a) },
    { name: second, tone: "second", dashed: true, values: valuesOf(comparison.b) },
  ];
};

/** What tells two runs apart in a legend: their titles, or their place when these are the same. */
export const namesOf = ({ a, b }: Pick<Comparison, "a" | "b">): readonly [string, string] => {
  const named = ({ scenario, target }: RunRecord) =>
    `${scenario.title}${target.limits?.fixedPool === undefined ? "" : `, fixed pool of ${target.limits.fixedPool}`}${target.broken === undefined ? "" : `, broken: ${target.broken}`}`;
  return named(a) === named(b) ? [`${named(a)}, first`, `${named(b)}, second`] : [named(a), named(b)];
};

const goodput = (second: SecondRecord): number => totalsOf([second]).served;

/** Both runs in the same charts. */
export const comparisonCharts = (comparison: Comparison): readonly TimeChart[] => {
  const shades = shadesOf(comparison.a);
  const names = namesOf(comparison);
  return [
    {
      id: "goodput",
      title: "Served",
      says: "Intents served within their budget, all priorities together. The one that falls under the surge has collapsed, however busy it is.",
      unit: "intents a second",
      kind: "lines",
      shades,
      series: both(comparison, names, goodput),
    },
    ...PRIORITIES.map(
      (priority): TimeChart => ({
        id: `latency-${priority}`,
        title: `Latency of the ${priority}, p99`,
        says: "From the intended send to the answer that served. Logarithmic; nothing is drawn where nobody was served.",
        unit: "milliseconds",
        kind: "log-lines",
        shades,
        series: both(comparison, names, ({ byPriority }) =>
          byPriority[priority].served > 0 ? byPriority[priority].p99 : undefined,
        ),
      }),
    ),
    {
      id: "essential-share",
      title: "Share of the essential served",
      says: "One hundred means that nobody who called the roll or renewed a token was left outside.",
      unit: "per cent",
      kind: "lines",
      shades,
      series: both(comparison, names, (second) => servedShare(totalsOf([second], "essential")) * 100),
    },
    {
      id: "in-flight",
      title: "Requests in flight",
      says: "Sent and not yet answered: the queue that each build keeps.",
      unit: "requests",
      kind: "lines",
      shades,
      series: both(comparison, names, ({ inFlight }) => inFlight),
    },
  ];
};

const shown = (value: number, unit: Difference["unit"]): string =>
  unit === "share"
    ? showShare(value)
    : unit === "ms"
      ? `${showFigure(value)} ms`
      : showFigure(Number(value.toFixed(3)));

const change = ({ a, b }: Difference): string =>
  a === 0 || Number.isNaN(a + b) ? "–" : `${b >= a ? "+" : ""}${(((b - a) / a) * 100).toFixed(1)} %`;

const table = ({ differences }: Comparison, [first, second]: readonly [string, string]): Html =>
  html`<div class="scroll tall"><table><thead><tr>${["phase", "figure", first, second, "change", ""].map(
    (column) => html`<th scope="col">${column}</th>`,
  )}</tr></thead><tbody>${differences.map(
    (difference) =>
      html`<tr><th scope="row">${difference.phase}</th><td class="words">${difference.figure}</td><td>${shown(difference.a, difference.unit)}</td><td>${shown(difference.b, difference.unit)}</td><td>${change(difference)}</td><td class="words">${
        difference.beyondNoise ? html`<strong>beyond noise</strong>` : "within noise"
      }</td></tr>`,
  )}</tbody></table></div>`;

/** Two runs on one page: their curves one over the other, and what differs beyond noise. */
export const comparisonPage = (comparison: Comparison): string => {
  const names = namesOf(comparison);
  const title = `${names[0]} against ${names[1]}`;
  const beyond = comparison.differences.filter(({ beyondNoise }) => beyondNoise).length;
  return pageOf(
    comparison.warnings.length > 0 ? `WITH RESERVATIONS – ${title}` : title,
    html`<header><h1>${title}</h1><p class="lede">Two runs compared: ${beyond} of ${comparison.differences.length} figures differ beyond noise.</p>
${
  comparison.warnings.length === 0
    ? undefined
    : html`<div class="banner" role="alert">Compare with reservations.<ul>${comparison.warnings.map((one) => html`<li>${one}</li>`)}</ul></div>`
}</header>
<main>${comparisonCharts(comparison).map(drawTimeChart)}
<h2>Differences</h2><p>Beyond noise: more than three standard errors, estimated from the means of blocks of ten seconds, and more than two per cent.</p>
${table(comparison, names)}
<h2>The first run: ${names[0]}</h2>${factsOf(comparison.a)}
<h2>The second run: ${names[1]}</h2>${factsOf(comparison.b)}</main>`,
  );
};
