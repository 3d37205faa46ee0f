import { type Html, html } from "../html.ts";

/** What a colour stands for, the same in every chart. */
export type Tone =
  | "essential"
  | "standard"
  | "deferrable"
  | "refused"
  | "failed"
  | "first"
  | "second"
  | "third"
  | "fourth"
  | "rest";

export interface Legend {
  readonly name: string;
  readonly tone: Tone;
  readonly dashed?: boolean;
}

/** What surrounds every drawing: a title, a sentence that says how to read it, the unit of its figures. */
export interface Caption {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly says: string;
  readonly unit: string;
}

/** A table of figures: the names of its columns, then its rows; the first cell of each names the row. */
export interface Figures {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A table whose first column names the rows. */
export const showFigures = ({
  columns,
  rows,
}: Figures): Html => html`<div class="scroll"><table><thead><tr>${columns.map(
  (column) => html`<th scope="col">${column}</th>`,
)}</tr></thead><tbody>
${rows.map(
  ([name, ...cells]) => html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>
`,
)}</tbody></table></div>`;

/** A drawing between its caption and legend and, folded, the very figures it draws. */
export const frameChart = (
  { id, title, says, unit }: Caption,
  legend: readonly Legend[],
  drawing: Html,
  figures: Figures,
): Html => html`<figure class="chart" id="${id}"><figcaption><h3>${title} <small>(${unit})</small></h3><p>${says}</p>
<ul class="legend">${legend.map(
  ({ name, tone, dashed }) => html`<li class="t-${tone}${dashed ? " dashed" : ""}"><i></i>${name}</li>`,
)}</ul></figcaption>
${drawing}
<details><summary>Figures of this chart</summary>${showFigures(figures)}</details></figure>
`;
