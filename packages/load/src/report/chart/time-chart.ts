import { type Html, html } from "../html.ts";
import { showFigure, showMoment } from "../show-figure.ts";
import { type Caption, frameChart, type Legend } from "./chart.ts";
import { linearScale, logScale, type Scale, timeScale } from "./scale.ts";

/** One value a second from second 0; nothing where nothing was measured. */
export interface Series extends Legend {
  readonly values: readonly (number | undefined)[];
}

/** A part of the time, shaded and named. */
export interface Shade {
  readonly name: string;
  readonly fromSecond: number;
  readonly toSecond: number;
}

/** Something that happened at a second. */
export interface Mark {
  readonly second: number;
  readonly name: string;
}

/** Series over the seconds of a run: lines (linear or logarithmic), or areas piled on one another, the first at the bottom. */
export interface TimeChart extends Caption {
  readonly kind: "lines" | "log-lines" | "stack";
  readonly series: readonly Series[];
  readonly shades: readonly Shade[];
  readonly marks?: readonly Mark[];
}

const BOX = { width: 960, height: 290, left: 64, right: 944, top: 30, bottom: 254 } as const;
const at = (value: number): string => value.toFixed(1);

/** A line through the values, lifted where there is none; a value alone between two gaps is a dot. */
const linePath = (values: readonly (number | undefined)[], x: Scale, y: Scale): string => {
  let path = "";
  for (const [second, value] of values.entries()) {
    if (value === undefined) continue;
    const point = `${at(x.at(second))} ${at(y.at(value))}`;
    const begins = values[second - 1] === undefined;
    const alone = begins && values[second + 1] === undefined;
    path += begins ? `M${point}${alone ? `L${point}` : ""}` : `L${point}`;
  }
  return path;
};

/** The values of each series over the sum of those below it. */
const pile = (series: readonly Series[], length: number): readonly (readonly number[])[] => {
  const tops: number[][] = [];
  for (const { values } of series) {
    const below = tops.at(-1) ?? [];
    tops.push(Array.from({ length }, (_, second) => (below[second] ?? 0) + (values[second] ?? 0)));
  }
  return tops;
};

const areaPath = (top: readonly number[], bottom: readonly number[], x: Scale, y: Scale): string => {
  const edge = (values: readonly number[]) => values.map((value, second) => `${at(x.at(second))} ${at(y.at(value))}`);
  const under = bottom.length > 0 ? bottom : top.map(() => 0);
  return `M${edge(top).join("L")}L${edge(under).reverse().join("L")}Z`;
};

const drawShades = (shades: readonly Shade[], x: Scale, last: number): readonly Html[] =>
  shades
    .filter(({ fromSecond }) => fromSecond <= last)
    .map(({ name, fromSecond, toSecond }, index) => {
      const [from, to] = [x.at(fromSecond), x.at(Math.min(toSecond, last))];
      // A name that does not fit in its shade would cover its neighbour's.
      const fits = to - from > name.length * 6.5;
      return html`<rect class="shade${index % 2 === 0 ? "" : " odd"}" x="${at(from)}" y="${BOX.top - 18}" width="${at(to - from)}" height="${BOX.bottom - BOX.top + 18}"><title>${name}</title></rect>${
        fits ? html`<text class="phase" x="${at((from + to) / 2)}" y="${BOX.top - 5}">${name}</text>` : undefined
      }`;
    });

const drawAxes = (x: Scale, y: Scale): Html =>
  html`<g class="axis">${y.ticks.map(
    (tick) =>
      html`<line x1="${BOX.left}" x2="${BOX.right}" y1="${at(y.at(tick))}" y2="${at(y.at(tick))}"/><text class="y" data-value="${tick}" x="${BOX.left - 8}" y="${at(y.at(tick))}">${showFigure(tick)}</text>`,
  )}${x.ticks.map(
    (tick) =>
      html`<text class="x" data-value="${tick}" x="${at(x.at(tick))}" y="${BOX.bottom + 20}">${showMoment(tick)}</text>`,
  )}</g>`;

const drawMarks = (marks: readonly Mark[], x: Scale): readonly Html[] =>
  marks.map(
    ({ second, name }) =>
      html`<line class="mark" x1="${at(x.at(second))}" x2="${at(x.at(second))}" y1="${BOX.top}" y2="${BOX.bottom}"><title>${name}, ${showMoment(second)}</title></line>`,
  );

/** Draws a chart over time with, under it, the table of its figures. Whole values are kept in the table, a tenth of a point in the drawing. */
export const drawTimeChart = (chart: TimeChart): Html => {
  const { kind, series, shades, marks = [] } = chart;
  const length = series.reduce((most, { values }) => Math.max(most, values.length), 0);
  const last = Math.max(1, length - 1);
  const x = timeScale(last, { from: BOX.left, to: BOX.right });
  const tops = kind === "stack" ? pile(series, length) : series.map(({ values }) => values);
  const drawn = tops.flat().filter((value) => value !== undefined);
  const upwards = { from: BOX.bottom, to: BOX.top };
  const most = drawn.reduce((a, b) => Math.max(a, b), 0);
  const y = kind === "log-lines" ? logScale(drawn, upwards) : linearScale(most, upwards);
  const shapes = series.map(({ name, tone, dashed, values }, index) =>
    kind === "stack"
      ? html`<path class="area t-${tone}" data-series="${name}" d="${areaPath(tops[index]?.map((value) => value ?? 0) ?? [], tops[index - 1]?.map((value) => value ?? 0) ?? [], x, y)}"/>`
      : html`<path class="line t-${tone}${dashed ? " dashed" : ""}" data-series="${name}" d="${linePath(values, x, y)}"/>`,
  );
  const drawing = html`<svg viewBox="0 0 ${BOX.width} ${BOX.height}" role="img" aria-labelledby="${chart.id}-t ${chart.id}-d" data-left="${BOX.left}" data-right="${BOX.right}" data-last="${last}"><title id="${chart.id}-t">${chart.title}, ${chart.unit}</title><desc id="${chart.id}-d">${chart.says}</desc>
<g class="shades">${drawShades(shades, x, last)}</g>${drawAxes(x, y)}
${shapes}
${drawMarks(marks, x)}<line class="cursor" y1="${BOX.top}" y2="${BOX.bottom}"/></svg>`;
  return frameChart(chart, series, drawing, {
    columns: ["second", ...series.map(({ name }) => name)],
    rows: Array.from({ length }, (_, second) => [
      String(second),
      ...series.map(({ values }) => (values[second] === undefined ? "–" : showFigure(values[second]))),
    ]),
  });
};
