import { schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { attendanceContract } from "../contract.ts";
import type { SheetStore } from "../sheet-store.ts";
import type { DayStore } from "./day-store.ts";
import type { Count } from "./half-days.ts";
import { countOf } from "./pupil-file.ts";
import type { SettingsStore } from "./settings-store.ts";

interface Deps {
  readonly days: Pick<DayStore, "presencesOf">;
  readonly sheets: Pick<SheetStore, "rosterOf">;
  readonly settings: Pick<SettingsStore, "current">;
}

const figures = ({ justified, unjustified, lateness }: Count) => ({ justified, unjustified, lateness });

/** Counts a class by the rule in force and by the one proposed, and shows the pupils for whom they differ. Nothing is applied. */
export const previewCounting: Operation<typeof attendanceContract.routes.previewCounting, Deps> = async (
  call,
  { days, sheets, settings },
) => {
  const { schoolId } = call.params;
  const { classId, from, to, counting } = call.body;
  const school = { schoolId, schoolYear: schoolYearOf(from) };
  const [roster, decided] = await Promise.all([sheets.rosterOf(school, classId), settings.current(school)]);
  if (roster === undefined) throw problem("not-found");
  const compared = await Promise.all(
    roster.pupils.map(async ({ pupilId }) => {
      const kept = await days.presencesOf({ ...school, pupilId }, from, to);
      const before = figures(countOf(kept, decided));
      const after = figures(countOf(kept, { ...decided, counting: { ...counting } }));
      return { schoolId, pupilId, before, after };
    }),
  );
  const differences = compared.filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
  return { status: 200, body: { schoolId, classId, pupils: compared.length, differences } };
};
