import { type MonthFigures, sumOf } from "../tallies/figures.ts";

/** From how many of what, in a month or in the school year, school life is told of a pupil. */
export interface Threshold {
  readonly thresholdId: string;
  readonly label: string;
  readonly what: "unjustified" | "absences" | "lateness";
  readonly per: "month" | "year";
  readonly least: number;
}

/**
 * Those of the law, which no school lowers its guard below: four half-days in a month without legitimate reason or valid excuse (code de
 * l’éducation, L131-8), ten in a month (same article, in the wording that circular 2014-159 comments on).
 */
export const nationalThresholds: readonly Threshold[] = [
  {
    thresholdId: "law-4",
    label: "Quatre demi-journées sans motif légitime dans le mois",
    what: "unjustified",
    per: "month",
    least: 4,
  },
  {
    thresholdId: "law-10",
    label: "Dix demi-journées sans motif légitime dans le mois",
    what: "unjustified",
    per: "month",
    least: 10,
  },
];

/** What a school starts from beside them: repeated absences call for a dialogue, justified or not (code de l’éducation, R131-6). */
export const usualThresholds: readonly Threshold[] = [
  {
    thresholdId: "absences",
    label: "Dix demi-journées d’absence dans le mois",
    what: "absences",
    per: "month",
    least: 10,
  },
  { thresholdId: "lateness", label: "Cinq retards dans le mois", what: "lateness", per: "month", least: 5 },
];

/** What a school has decided, and by which version. */
export interface Thresholds {
  readonly version: number;
  readonly thresholds: readonly Threshold[];
}

export const unsetThresholds: Thresholds = { version: 0, thresholds: usualThresholds };

/** All that is watched: the law first. */
export const watched = ({ thresholds }: Thresholds): readonly Threshold[] => [...nationalThresholds, ...thresholds];

/** The stretch of days a threshold looks at, for a day: `2026-11`, or `year`. */
export const periodOf = ({ per }: Threshold, month: string): string => (per === "month" ? month : "year");

const measured = ({ what }: Threshold, { halfDays, lateness }: MonthFigures): number => {
  if (what === "lateness") return lateness;
  return what === "unjustified" ? halfDays.unjustified : halfDays.justified + halfDays.unjustified;
};

/** How much of what a threshold looks at there is in its period: half-days, the unit of the law, whatever the school's own. */
export const figureFor = (
  threshold: Threshold,
  month: string,
  months: Readonly<Record<string, MonthFigures>>,
): number => {
  const counted = threshold.per === "year" ? sumOf(Object.values(months)) : months[month];
  return counted === undefined ? 0 : measured(threshold, counted);
};
