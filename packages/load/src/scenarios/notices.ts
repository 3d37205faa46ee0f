import { makeDeps } from "../../../../functions/notices/deps.ts";
import { keepGuardians } from "../../../../functions/notices/keep-guardians.ts";
import { notices } from "../../../../functions/notices/manifest.ts";
import { messageOf, noticeOf } from "../../../../functions/notices/notice.ts";
import { recordNotices } from "../../../../functions/notices/record-notices.ts";
import { parentOfTwo } from "./people.ts";
import type { ScenarioSet } from "./scenario.ts";
import { absences, motherId, rosters, schoolId } from "./school.ts";

/** What the mother of two was told over the year, the oldest first, each with its message. */
export const recordedNotices = absences
  .flatMap((register) => register.marks.map((mark) => noticeOf(register, mark, motherId)))
  .map((notice) => ({ ...notice, message: messageOf(notice) }));

export const noticesScenarios: ScenarioSet = {
  capability: notices,
  scenarios: [
    {
      name: `listNotices, ${absences.length}`,
      operation: "listNotices",
      by: parentOfTwo,
      asked: () => ({ params: { schoolId } }),
    },
  ],
  fill: async () => {
    const deps = makeDeps();
    for (const roster of rosters) await keepGuardians(roster, deps);
    for (const register of absences) await recordNotices(register, deps);
  },
};
