import { weekdayOf } from "@preau/calendar";
import { countOf } from "../pupil-day/pupil-file.ts";
import type { Settings } from "../pupil-day/settings.ts";
import type { TalliedLesson } from "../tallies/packed-day.ts";
import type { Tally } from "../tallies/tally-store.ts";

/** By what absences are told apart. */
export type Dimension = "class" | "reason" | "month" | "weekday" | "hour";

/** The book of a class over some days. */
export interface ClassBook {
  readonly classId: string;
  readonly code: string;
  readonly tallies: readonly Tally[];
}

/** One line of a table. Each half-day is on exactly one line of it, so that the lines add up to the one count. */
export interface StatisticsRow {
  readonly key: string;
  readonly label: string;
  /** Half-days of absence. */
  readonly justified: number;
  readonly unjustified: number;
  readonly lateness: number;
  /** Lessons missed in those half-days. */
  readonly lessons: number;
  /** Pupils with any of these. */
  readonly pupils: number;
  /** Pupils with four half-days or more without a valid reason in one month (code de l’éducation, L131-8). */
  readonly aboveLaw: number;
}

type Rule = Pick<Settings, "version" | "counting" | "closures">;

const LAW = 4;
const WEEKDAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const MONTHS = new Intl.DateTimeFormat("fr-FR", { month: "long", year: "numeric", timeZone: "UTC" });

const NO_REASON = "Sans motif";
const SEVERAL = "Plusieurs motifs";

interface Key {
  readonly key: string;
  readonly label: string;
}

/** What is told apart: some lessons of one pupil's day. */
interface Missed {
  readonly book: ClassBook;
  readonly day: string;
  readonly lessons: readonly TalliedLesson[];
}

const same = (text: string): Key => ({ key: text, label: text });

const KEYS: Readonly<Record<Dimension, (missed: Missed) => Key>> = {
  class: ({ book }) => ({ key: book.classId, label: book.code }),
  month: ({ day }) => ({ key: day.slice(0, 7), label: MONTHS.format(new Date(`${day}T00:00:00Z`)) }),
  weekday: ({ day }) => ({ key: String(weekdayOf(day)), label: WEEKDAYS[weekdayOf(day) - 1] ?? "" }),
  // A half-day missed from its second hour on is told of that hour.
  hour: ({ lessons }) => same(lessons.map(({ start }) => start).sort()[0] ?? ""),
  reason: ({ lessons }) => {
    const reasons = new Set(lessons.map(({ reason = NO_REASON }) => reason));
    return same(reasons.size > 1 ? SEVERAL : ([...reasons][0] ?? NO_REASON));
  },
};

interface Line extends Key {
  justified: number;
  unjustified: number;
  lateness: number;
  lessons: number;
  readonly pupils: Set<string>;
  readonly unjustifiedByPupilMonth: Map<string, number>;
}

const emptyLine = (key: Key): Line => ({
  ...key,
  justified: 0,
  unjustified: 0,
  lateness: 0,
  lessons: 0,
  pupils: new Set(),
  unjustifiedByPupilMonth: new Map(),
});

const rowOf = ({ key, label, justified, unjustified, lateness, lessons, pupils, unjustifiedByPupilMonth }: Line) => {
  const above = [...unjustifiedByPupilMonth].filter(([, count]) => count >= LAW).map(([id]) => id.split(" ")[0]);
  const aboveLaw = new Set(above).size;
  return { key, label, justified, unjustified, lateness, lessons, pupils: pupils.size, aboveLaw };
};

/** What the one count makes of a lesson by itself: the half-day it is missed in, or a lateness. */
const weighedAlone = (day: string, lesson: TalliedLesson, rule: Rule) => {
  const { halfDays, lateness } = countOf([{ day, presence: { lessons: [lesson] } }], rule);
  return { lesson, half: halfDays[0]?.part, isLate: lateness > 0 };
};

/** Each half-day missed, and each lateness, of one pupil's day, on the lines it belongs to. */
const addDay = (book: ClassBook, tally: Tally, rule: Rule, linesOf: (missed: Missed) => readonly Line[]): void => {
  const { pupilId, day, lessons } = tally;
  const { halfDays, lateness } = countOf([{ day, presence: { lessons } }], rule);
  if (halfDays.length + lateness === 0) return;
  const alone = lessons.map((lesson) => weighedAlone(day, lesson, rule));
  for (const { part, justified } of halfDays) {
    const missed = alone.filter(({ half }) => half === part).map(({ lesson }) => lesson);
    for (const line of linesOf({ book, day, lessons: missed })) {
      line.pupils.add(pupilId);
      line.lessons += missed.length;
      if (justified) line.justified += 1;
      else {
        line.unjustified += 1;
        const month = `${pupilId} ${day.slice(0, 7)}`;
        line.unjustifiedByPupilMonth.set(month, (line.unjustifiedByPupilMonth.get(month) ?? 0) + 1);
      }
    }
  }
  for (const { lesson, isLate } of alone) {
    if (!isLate) continue;
    for (const line of linesOf({ book, day, lessons: [lesson] })) {
      line.pupils.add(pupilId);
      line.lateness += 1;
    }
  }
};

/**
 * Absences told apart by class, reason, month, weekday or hour, and together. Every figure comes from the one count applied to the days of
 * the class books: the lines add up to what pupils' files say.
 */
export const computeStatistics = (
  books: readonly ClassBook[],
  by: Dimension,
  rule: Rule,
): { readonly total: StatisticsRow; readonly rows: readonly StatisticsRow[] } => {
  const lines = new Map<string, Line>();
  const total = emptyLine({ key: "total", label: "Ensemble" });
  if (by === "class")
    for (const { classId, code } of books) lines.set(classId, emptyLine({ key: classId, label: code }));
  const lineOf = (missed: Missed): Line => {
    const key = KEYS[by](missed);
    const line = lines.get(key.key) ?? emptyLine(key);
    lines.set(key.key, line);
    return line;
  };
  for (const book of books)
    for (const tally of book.tallies) addDay(book, tally, rule, (missed) => [lineOf(missed), total]);
  const rows = [...lines.values()].map(rowOf);
  const order = by === "class" || by === "reason" ? "label" : "key";
  return { total: rowOf(total), rows: rows.sort((a, b) => a[order].localeCompare(b[order], "fr", { numeric: true })) };
};
