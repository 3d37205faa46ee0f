import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { attendanceContract } from "../contract.ts";
import { COMPARED_YEARS } from "../kept-until.ts";
import { type MonthFigures, sumOf } from "../tallies/figures.ts";
import type { TallyStore } from "../tallies/tally-store.ts";

interface Deps {
  readonly tallies: Pick<TallyStore, "figuresOf" | "everyMembership">;
  now(): Date;
}

const shown = ({ halfDays, ...figures }: MonthFigures) => ({ ...figures, halfDays: { ...halfDays } });

/** The years of a pupil in this school: figures alone. Reasons, words and notes are of the year they were written in. */
export const readPupilYears: Operation<typeof attendanceContract.routes.readPupilYears, Deps> = async (
  { params: { schoolId, pupilId } },
  { tallies, now },
) => {
  const current = schoolYearOf(schoolTimeOf(now()).day);
  const memberships = await tallies.everyMembership({ schoolId, schoolYear: current, pupilId });
  const every = Array.from({ length: COMPARED_YEARS }, (_, index) => current - index);
  const years = await Promise.all(
    every.map(async (schoolYear) => {
      const figures = await tallies.figuresOf({ schoolId, schoolYear, pupilId });
      if (figures === undefined) return [];
      const months = Object.entries(figures.months).sort(([a], [b]) => (a < b ? -1 : 1));
      return [
        {
          schoolYear,
          className: figures.className,
          ...shown(sumOf(months.map(([, one]) => one))),
          months: months.map(([month, one]) => ({ month, ...shown(one) })),
        },
      ];
    }),
  );
  if (memberships.length === 0 && years.flat().length === 0) throw problem("not-found");
  return { status: 200, body: { schoolId, pupilId, years: years.flat() } };
};
