import { addDays, publicHolidayOn, schoolYearOf, weekdayOf } from "@preau/calendar";
import type { Day } from "@preau/contract";
import { SANCTION_KINDS, type SanctionKind } from "./measures-contract.ts";

export const SANCTION_LABELS: Readonly<Record<SanctionKind, string>> = {
  warning: "Avertissement",
  reprimand: "Blâme",
  "responsibility-measure": "Mesure de responsabilisation",
  "class-suspension": "Exclusion temporaire de la classe",
  "school-suspension": "Exclusion temporaire de l’établissement",
  expulsion: "Exclusion définitive de l’établissement",
};

/** R511-13 I, 4° and 5°: eight days at most. The text does not say of what kind: we count all of them. */
export const MOST_EXCLUDED_DAYS = 8;
/** R511-13 II. */
export const MOST_RESPONSIBILITY_HOURS = 20;
/** R421-10-1: the pupil has at least two working days to answer when the head decides alone. */
export const ANSWER_WORKING_DAYS = 2;
/** D511-31: members of the council, the pupil and the family are called at least five days before. */
export const COUNCIL_NOTICE_DAYS = 5;

/** R511-13 I, last paragraph: only these may be suspended. */
export const MAY_BE_SUSPENDED: ReadonlySet<SanctionKind> = new Set(SANCTION_KINDS.slice(2));

/**
 * After how many school years, that of the decision included, a sanction leaves the pupil’s file (R511-13 IV, as decree 2019-906 made
 * it: not verified, see the README). An expulsion stays until the pupil leaves secondary school.
 */
const YEARS_ON_FILE: Readonly<Record<Exclude<SanctionKind, "expulsion">, number>> = {
  warning: 1,
  reprimand: 2,
  "responsibility-measure": 2,
  "class-suspension": 3,
  "school-suspension": 3,
};

const beginningOf = (schoolYear: number): Day => `${schoolYear}-08-01`;

/** The first day on which what was decided on a day is no longer kept; it is the pupil who leaves who takes an expulsion along. */
export const erasedOn = (kind: SanctionKind, decidedOn: Day): Day | undefined =>
  kind === "expulsion" ? undefined : beginningOf(schoolYearOf(decidedOn) + YEARS_ON_FILE[kind]);

/** Punishments are no part of the file; like procedures that came to nothing, they end with the school year. */
export const endOfYear = (day: Day): Day => beginningOf(schoolYearOf(day) + 1);

/** Until when a suspended sanction may still be carried out (R511-13-1 I): not less than the school year, not more than the file. */
export const suspensionBounds = (kind: SanctionKind, decidedOn: Day): { readonly from: Day; readonly to: Day } => ({
  from: addDays(endOfYear(decidedOn), -1),
  to: addDays(erasedOn(kind, decidedOn) ?? beginningOf(schoolYearOf(decidedOn) + 3), -1),
});

const isWorkingDay = (day: Day): boolean => weekdayOf(day) !== 7 && publicHolidayOn(day) === undefined;

/** The first day that may end the time to answer a procedure opened on a day: working days are all but Sundays and public holidays. */
export const earliestAnswerBy = (openedOn: Day): Day => {
  let day = openedOn;
  for (let left = ANSWER_WORKING_DAYS; left > 0; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
};

/** Days from one to another, both counted. */
export const daysFromTo = (from: Day, to: Day): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000) + 1;
