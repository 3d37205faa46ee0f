import { type Html, html } from "../html.ts";
import { showFigure } from "../show-figure.ts";
import { type Caption, frameChart, type Legend } from "./chart.ts";
import { linearScale, type Scale } from "./scale.ts";

/** A bar: its name, and its parts in the order of the legend. */
export interface Bar {
  readonly name: string;
  readonly parts: readonly number[];
}

/** Bars that lie down, the first on top, each made of parts; a limit is a line across them all. */
export interface BarChart extends Caption {
  readonly legend: readonly Legend[];
  readonly bars: readonly Bar[];
  readonly limit?: { readonly value: number; readonly name: string };
}

const WIDTH = 960;
const NAMES = 300;
const FIGURE = 90;
const ROW = 26;
const TOP = 24;
const at = (value: number): string => value.toFixed(1);
const total = ({ parts }: Bar): number => parts.reduce((sum, part) => sum + part, 0);

const drawBar = (bar: Bar, index: number, legend: readonly Legend[], x: Scale): Html => {
  const y = TOP + index * ROW;
  let left = 0;
  const parts = bar.parts.map((part, which) => {
    const from = x.at(left);
    left += part;
    const { name, tone } = legend[which] ?? { name: "", tone: "rest" };
    return html`<rect class="bar t-${tone}" data-series="${name}" x="${at(from)}" y="${y + 3}" width="${at(x.at(left) - from)}" height="${ROW - 8}"><title>${bar.name}, ${name}: ${showFigure(part)}</title></rect>`;
  });
  return html`<text class="bar-name" x="${NAMES - 8}" y="${y + ROW / 2}">${bar.name}</text>${parts}<text class="bar-figure" x="${at(x.at(left) + 6)}" y="${y + ROW / 2}">${showFigure(total(bar))}</text>`;
};

/** Draws bars with, under them, the table of their figures. */
export const drawBarChart = (chart: BarChart): Html => {
  const { legend, bars, limit } = chart;
  const bottom = TOP + bars.length * ROW;
  const most = bars.reduce((max, bar) => Math.max(max, total(bar)), limit?.value ?? 0);
  const x = linearScale(most, { from: NAMES, to: WIDTH - FIGURE });
  const line =
    limit === undefined
      ? undefined
      : html`<line class="mark" x1="${at(x.at(limit.value))}" x2="${at(x.at(limit.value))}" y1="${TOP - 4}" y2="${bottom}"/><text class="limit" x="${at(x.at(limit.value))}" y="${TOP - 9}">${limit.name}</text>`;
  const drawing = html`<svg viewBox="0 0 ${WIDTH} ${bottom + 26}" role="img" aria-labelledby="${chart.id}-t ${chart.id}-d"><title id="${chart.id}-t">${chart.title}, ${chart.unit}</title><desc id="${chart.id}-d">${chart.says}</desc>
<g class="axis">${x.ticks.map(
    (tick) =>
      html`<line x1="${at(x.at(tick))}" x2="${at(x.at(tick))}" y1="${TOP}" y2="${bottom}"/><text class="x" data-value="${tick}" x="${at(x.at(tick))}" y="${bottom + 18}">${showFigure(tick)}</text>`,
  )}</g>
${bars.map((bar, index) => drawBar(bar, index, legend, x))}${line}</svg>`;
  return frameChart(chart, legend, drawing, {
    columns: ["", ...legend.map(({ name }) => name), "in all"],
    rows: bars.map((bar) => [bar.name, ...bar.parts.map(showFigure), showFigure(total(bar))]),
  });
};
