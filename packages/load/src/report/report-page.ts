import type { RunRecord } from "../run/run-record.ts";
import { drawTimeChart } from "./chart/time-chart.ts";
import { type Html, html } from "./html.ts";
import { measuredCharts } from "./measured-charts.ts";
import { pageOf } from "./page.ts";
import { alarmTable, categoryTable, heatTable, operationTable, priorityTable } from "./report-tables.ts";
import { runCharts } from "./run-charts.ts";
import { verdictOf } from "./run-verdict.ts";
import { shortcomingsOf } from "./shortcomings.ts";
import { showFigure } from "./show-figure.ts";

const WORDS = { good: "holds", bad: "FAILS", said: "seen" } as const;

const pairs = (of: object | undefined): string =>
  of === undefined
    ? "none"
    : Object.entries(of)
        .map(
          ([name, value]) =>
            `${name} ${typeof value === "object" && value !== null ? `(${pairs(value)})` : String(value)}`,
        )
        .join(", ");

const LONG = 60;

/** Names and values under the title. */
export const factsOf = ({ target, startedAt, seed, machine }: RunRecord): Html => {
  const facts: readonly (readonly [string, string])[] = [
    ["target", `${target.url}${target.local ? ", this machine" : ""}`],
    ["started", startedAt],
    ["seed", String(seed)],
    ...Object.entries(machine).map(([name, value]) => [name, String(value)] as const),
    ["limits", pairs(target.limits)],
    ["injected faults", pairs(target.faults)],
    ...(target.broken === undefined ? [] : [["planted breakage", target.broken] as const]),
  ];
  const wide = (value: string): string => (value.length > LONG ? ' class="wide"' : "");
  return html`<dl class="facts">${facts.map(([name, value]) => html`<div${{ markup: wide(value) }}><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
};

/** What says at once that a run must not be taken for a whole one, or for the build as it is. */
export const bannerOf = (record: RunRecord): Html | undefined => {
  const warnings = [
    ...shortcomingsOf(record).map((one) => `PARTIAL: ${one}`),
    ...(record.target.broken === undefined ? [] : [`BROKEN ON PURPOSE: ${record.target.broken}`]),
  ];
  return warnings.length === 0
    ? undefined
    : html`<div class="banner" role="alert">Not to be quoted as a result.<ul>${warnings.map((one) => html`<li>${one}</li>`)}</ul></div>`;
};

const phasesLine = ({ scenario }: RunRecord): string =>
  scenario.phases
    .map(
      ({ name, fromSecond, toSecond, rate }) => `${name} (${toSecond - fromSecond} s at ${showFigure(rate)} intents/s)`,
    )
    .join(", then ");

/** The report of a run as one page. */
export const reportPage = (record: RunRecord): string => {
  const measured = record.measured === undefined ? [] : measuredCharts(record);
  const title = `${record.scenario.title}: load report`;
  return pageOf(
    shortcomingsOf(record).length > 0 ? `PARTIAL – ${title}` : title,
    html`<header><h1>${record.scenario.title}</h1><p class="lede">Load report, scenario <code>${record.scenario.name}</code>: ${phasesLine(record)}.</p>
${bannerOf(record)}
<ul class="verdict">${verdictOf(record).map(({ is, line }) => html`<li class="${is}"><b>${WORDS[is]}</b>${line}</li>`)}</ul>
${factsOf(record)}</header>
<main><h2>Throughput and latency</h2>${priorityTable(record)}
${runCharts(record).map(drawTimeChart)}
<h2>What the runtime measured</h2>
${record.measured === undefined ? html`<p>The target is not the local runtime with limits on: it tells nothing of itself.</p>` : undefined}
${measured.filter(({ series }) => series.length > 0).map(drawTimeChart)}
<h2>Heat of the hottest keys</h2>${heatTable(record)}
<h2>Alarms</h2>${alarmTable(record)}
<h2>Operations</h2>${operationTable(record)}
<h2>Nobody is refused for what he is</h2>${categoryTable(record)}</main>`,
  );
};
