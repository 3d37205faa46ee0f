import type { Day } from "@preau/contract";
import { addDays, weekdayOf } from "./school-year.ts";

/** Days on which a school receives nobody: holidays of its zone, bridges, an election in its gymnasium. Both ends are included. */
export interface Closure {
  readonly from: Day;
  readonly to: Day;
  /** What people read: « Vacances de la Toussaint ». */
  readonly label: string;
}

/** Easter Sunday of a year (anonymous Gregorian algorithm, Meeus, _Astronomical Algorithms_). */
const easterOf = (year: number): Day => {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return `${year}-${String(Math.floor(f / 31)).padStart(2, "0")}-${String((f % 31) + 1).padStart(2, "0")}`;
};

const FIXED = new Map([
  ["01-01", "Jour de l’an"],
  ["05-01", "Fête du Travail"],
  ["05-08", "Victoire de 1945"],
  ["07-14", "Fête nationale"],
  ["08-15", "Assomption"],
  ["11-01", "Toussaint"],
  ["11-11", "Armistice de 1918"],
  ["12-25", "Noël"],
]);

/** Days after Easter Sunday. */
const MOVABLE = new Map([
  [1, "Lundi de Pâques"],
  [39, "Ascension"],
  [50, "Lundi de Pentecôte"],
]);

/** Kept once worked out: statistics of a lycée ask some hundred thousand times a table. */
const movableByYear = new Map<number, ReadonlyMap<Day, string>>();

const movableOf = (year: number): ReadonlyMap<Day, string> => {
  const known = movableByYear.get(year);
  if (known !== undefined) return known;
  const easter = easterOf(year);
  const movable = new Map([...MOVABLE].map(([after, name]) => [addDays(easter, after), name]));
  movableByYear.set(year, movable);
  return movable;
};

/**
 * The name of the public holiday that falls on a day, if one does (code du travail, L3133-1: the eleven of the whole country; those of
 * Alsace-Moselle and overseas are closures of the school).
 */
export const publicHolidayOn = (day: Day): string | undefined => {
  return FIXED.get(day.slice(5)) ?? movableOf(Number(day.slice(0, 4))).get(day);
};

/** Why a school is closed on a day, in French; undefined when it is open. */
export const closedBecause = (day: Day, closures: readonly Closure[] = []): string | undefined =>
  closures.find(({ from, to }) => from <= day && day <= to)?.label ??
  publicHolidayOn(day) ??
  (weekdayOf(day) === 7 ? "Dimanche" : undefined);
