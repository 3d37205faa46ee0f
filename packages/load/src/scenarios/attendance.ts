import { calledBy } from "../../../../functions/attendance/board/board-part.ts";
import { keepBoard } from "../../../../functions/attendance/board/keep-board.ts";
import { makeDeps } from "../../../../functions/attendance/deps.ts";
import { keepLessons } from "../../../../functions/attendance/keep-lessons.ts";
import { keepRoster } from "../../../../functions/attendance/keep-roster.ts";
import { attendance } from "../../../../functions/attendance/manifest.ts";
import { cpe, teacher } from "./people.ts";
import type { ScenarioSet } from "./scenario.ts";
import { earlierToday, mondayOf, PUPILS, pastLessons, rosters, schoolId, todaysLessons } from "./school.ts";

const absentOf = (lesson: (typeof pastLessons)[number] | undefined) =>
  lesson?.roster.pupils.slice(3, 5).map(({ pupilId }) => ({ pupilId, status: "absent" }));

export const attendanceScenarios: ScenarioSet = {
  capability: attendance,
  scenarios: [
    {
      name: `readRollCall, ${PUPILS} pupils`,
      operation: "readRollCall",
      by: teacher,
      asked: () => ({ params: { schoolId, lessonId: todaysLessons[1]?.lessonId ?? "" } }),
    },
    {
      name: `submitRollCall, ${PUPILS} pupils, 2 absent`,
      operation: "submitRollCall",
      by: cpe,
      asked: (n) => ({
        params: { schoolId, lessonId: pastLessons[n]?.lessonId ?? "" },
        body: { version: 0, marks: absentOf(pastLessons[n]) },
      }),
    },
  ],
  fill: async () => {
    const deps = makeDeps();
    for (const roster of rosters) {
      await keepRoster(roster, deps);
      await keepLessons(mondayOf(roster), deps);
    }
    for (const register of earlierToday) await keepBoard(register, { called: calledBy(register), pupils: [] }, deps);
  },
};
