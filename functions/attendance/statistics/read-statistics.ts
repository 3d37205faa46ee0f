import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import { writeCsv } from "@preau/formats/csv/write-csv";
import type { Call, Operation } from "@preau/runtime";
import type { attendanceContract } from "../contract.ts";
import type { SettingsStore } from "../pupil-day/settings-store.ts";
import type { TallyStore } from "../tallies/tally-store.ts";
import { computeStatistics, type StatisticsRow } from "./compute-statistics.ts";

type ReadStatistics = typeof attendanceContract.routes.readAttendanceStatistics;

interface Deps {
  readonly tallies: Pick<TallyStore, "classesOf" | "classBook">;
  readonly settings: Pick<SettingsStore, "current">;
  now(): Date;
}

/** Books are read a few at a time: a lycée has seventy-five, and none is asked of twice. */
const AT_ONCE = 16;

const statistics = async (
  { params: { schoolId }, query }: Pick<Call<ReadStatistics>, "params" | "query">,
  { tallies, settings, now }: Deps,
) => {
  const to = query.to ?? schoolTimeOf(now()).day;
  const schoolYear = schoolYearOf(to);
  const from = query.from !== undefined && schoolYearOf(query.from) === schoolYear ? query.from : `${schoolYear}-08-01`;
  if (from > to) {
    const message = "La fin précède le début : corrigez l’une des dates.";
    throw problem("invalid-request", { errors: [{ field: "query.to", message }] });
  }
  const school = { schoolId, schoolYear };
  const [every, decided] = await Promise.all([tallies.classesOf(school), settings.current(school)]);
  const classes = every.filter(({ classId }) => query.classId === undefined || classId === query.classId);
  const books = [];
  for (let start = 0; start < classes.length; start += AT_ONCE)
    books.push(
      ...(await Promise.all(
        classes.slice(start, start + AT_ONCE).map(async (one) => ({
          ...one,
          tallies: await tallies.classBook(school, one.classId, from, to),
        })),
      )),
    );
  const { by } = query;
  return { schoolId, from, to, by, ruleVersion: decided.version, ...computeStatistics(books, by, decided) };
};

/** Absences of the school told apart, within one school year: some 0.5 RRU a class and month. */
export const readAttendanceStatistics: Operation<ReadStatistics, Deps> = async (call, deps) => {
  const { rows, ...found } = await statistics(call, deps);
  return { status: 200, body: { ...found, rows: [...rows] } };
};

const HEADS = { class: "classe", reason: "motif", month: "mois", weekday: "jour", hour: "heure" };
const HEADERS = [
  "demi-journées justifiées",
  "demi-journées non justifiées",
  "retards",
  "cours manqués",
  "élèves concernés",
  "élèves à quatre demi-journées ou plus dans un mois",
];

const cells = ({ label, justified, unjustified, lateness, lessons, pupils, aboveLaw }: StatisticsRow) => [
  label,
  ...[justified, unjustified, lateness, lessons, pupils, aboveLaw].map(String),
];

/** The same as a table for a spreadsheet. */
export const exportAttendanceStatistics: Operation<
  typeof attendanceContract.routes.exportAttendanceStatistics,
  Deps
> = async (call, deps) => {
  const { schoolId, by, from, to, rows, total } = await statistics(call, deps);
  const bytes = writeCsv([[HEADS[by], ...HEADERS], ...rows.map(cells), cells(total)], "spreadsheet");
  return { status: 200, body: { name: `absences-${schoolId}-${from}-${to}.csv`, bytes } };
};
