import { addDays, packSlot } from "@preau/calendar";
import { hashOf } from "../../../../functions/timetable/day.ts";
import { makeDeps } from "../../../../functions/timetable/deps.ts";
import { timetable } from "../../../../functions/timetable/manifest.ts";
import { teacher } from "./people.ts";
import type { ScenarioSet } from "./scenario.ts";
import { firstClass, schoolId, schoolYear, slotsOf, TODAY } from "./school.ts";

const audienceId = firstClass.audience.id;
const FRIDAY = addDays(TODAY, 4);
export const WEEKDAYS = [1, 2, 3, 4, 5] as const;

export const timetableScenarios: ScenarioSet = {
  capability: timetable,
  scenarios: [
    {
      name: "readLessons, a day of a class",
      operation: "readLessons",
      by: teacher,
      asked: () => ({ params: { schoolId }, query: { audienceId, from: TODAY } }),
    },
    {
      name: "readLessons, a week of a class",
      operation: "readLessons",
      by: teacher,
      asked: () => ({ params: { schoolId }, query: { audienceId, from: TODAY, to: FRIDAY } }),
    },
  ],
  fill: async () => {
    const { store } = makeDeps();
    const classes = firstClass.classes.map(({ id }) => id);
    for (const weekday of WEEKDAYS) {
      const slots = slotsOf(firstClass).map((slot) => packSlot({ ...slot, weekday }));
      const year = { schoolId, schoolYear, viewId: audienceId, kind: "audience" } as const;
      const day = { ...year, weekday, classes, slots, hash: hashOf({ classes, slots }), version: 1 };
      await store.keepDays([{ day, read: undefined }]);
    }
  },
};
