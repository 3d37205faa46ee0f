import type { PaperDocument } from "@preau/paper";
import { sumOf } from "../tallies/figures.ts";
import type { ClassRegister, RegisterCell } from "./class-register.ts";

const MONTH = new Intl.DateTimeFormat("fr-FR", { month: "long", year: "numeric", timeZone: "UTC" });

const CLOSED = "#dddddd";
const shade = (cell: RegisterCell): string | undefined => (cell === "A" ? "#f4c7c3" : undefined);

/** The register on landscape sheets: a line a pupil, two columns a day, totals at the end, room to sign. */
export const registerPages = (
  {
    schoolId,
    className,
    month,
    ruleVersion,
  }: { schoolId: string; className: string; month: string; ruleVersion: number },
  { days, rows }: ClassRegister,
): PaperDocument => {
  const header = [
    { text: "Élève", bold: true },
    ...days.flatMap(({ day, closed }) => [
      {
        text: day.slice(8),
        colSpan: 2,
        alignment: "center" as const,
        bold: true,
        ...(closed && { fillColor: CLOSED }),
      },
      "",
    ]),
    { text: "½ j. just.", bold: true },
    { text: "½ j. non just.", bold: true },
    { text: "Retards", bold: true },
  ];
  const totals = sumOf(rows.map(({ figures }) => figures));
  const figureCells = ({ halfDays, lateness }: typeof totals) =>
    [halfDays.justified, halfDays.unjustified, lateness].map((figure) => ({
      text: String(figure),
      alignment: "right" as const,
    }));
  const body = rows.map(({ familyName, givenName, cells, figures }) => [
    `${familyName} ${givenName}`,
    ...cells.flatMap((halves, index) =>
      halves.map((cell) => {
        const fillColor = days[index]?.closed === undefined ? shade(cell) : CLOSED;
        return { text: cell, alignment: "center" as const, ...(fillColor && { fillColor }) };
      }),
    ),
    ...figureCells(figures),
  ]);
  const foot = [
    { text: "Ensemble de la classe", bold: true, colSpan: 1 + days.length * 2 },
    ...days.flatMap(() => ["", ""]),
    ...figureCells(totals),
  ];
  return {
    pageSize: "A4",
    pageOrientation: "landscape",
    pageMargins: [20, 28, 20, 28],
    defaultStyle: { font: "Roboto", fontSize: 6.5 },
    content: [
      {
        text: `Registre des absences – ${className} – ${MONTH.format(new Date(`${month}-01T00:00:00Z`))}`,
        fontSize: 12,
        bold: true,
      },
      {
        text: `Établissement ${schoolId} · A : absence sans motif valable · J : absence justifiée · R : retard · grisé : établissement fermé · règle de décompte n° ${ruleVersion}`,
        margin: [0, 2, 0, 6],
      },
      {
        table: {
          headerRows: 1,
          widths: [92, ...days.flatMap(() => ["*", "*"]), 22, 26, 26],
          body: [header, ...body, foot],
        },
        layout: { paddingLeft: () => 1, paddingRight: () => 1, paddingTop: () => 1.5, paddingBottom: () => 1.5 },
      },
      { text: "Vu par le chef d’établissement, le", margin: [0, 12, 0, 0], fontSize: 8 },
    ],
    footer: (page, pages) => ({ text: `${page} / ${pages}`, alignment: "center", fontSize: 7 }),
  };
};
