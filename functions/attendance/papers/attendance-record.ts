import type { PaperDocument } from "@preau/paper";
import { type MonthFigures, sumOf } from "../tallies/figures.ts";

const MONTH = new Intl.DateTimeFormat("fr-FR", { month: "long", year: "numeric", timeZone: "UTC" });
const DAY = new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

const line = (label: string, { halfDays, lateness }: MonthFigures) => [
  label,
  String(halfDays.justified),
  String(halfDays.unjustified),
  String(lateness),
];

/**
 * What a school may hand to the next one: the totals of the year under way, month by month. Neither reasons, nor words, nor what was done
 * about them: the file itself is opened for the school year in the school alone (code de l’éducation, R131-6).
 */
export const attendanceRecord = ({
  schoolId,
  pupilName,
  className,
  today,
  months,
}: {
  readonly schoolId: string;
  readonly pupilName: string;
  readonly className: string;
  readonly today: string;
  readonly months: Readonly<Record<string, MonthFigures>>;
}): PaperDocument => {
  const sorted = Object.entries(months).sort(([a], [b]) => (a < b ? -1 : 1));
  const total = sumOf(sorted.map(([, figures]) => figures));
  return {
    pageMargins: [64, 56, 64, 56],
    content: [
      { text: "Relevé d’assiduité", fontSize: 16, bold: true },
      { text: `${pupilName}, classe ${className} – établissement ${schoolId}`, margin: [0, 8, 0, 0] },
      {
        text: `Année scolaire en cours, au ${DAY.format(new Date(`${today}T00:00:00Z`))}. Règle de décompte n° ${total.ruleVersion}.`,
        margin: [0, 2, 0, 14],
      },
      {
        table: {
          headerRows: 1,
          widths: ["*", 100, 100, 60],
          body: [
            ["Mois", "Demi-journées justifiées", "Demi-journées non justifiées", "Retards"],
            ...sorted.map(([month, figures]) => line(MONTH.format(new Date(`${month}-01T00:00:00Z`)), figures)),
            line("Ensemble", total),
          ],
        },
      },
      {
        text: "Ce relevé ne comporte ni motif ni suivi : le dossier d’absences est ouvert pour la seule année scolaire, dans l’établissement (article R. 131-6 du code de l’éducation).",
        fontSize: 8,
        margin: [0, 14, 0, 0],
      },
    ],
  };
};
