import { makeDeps } from "../../../../functions/notices/deps.ts";
import { keepGuardians } from "../../../../functions/notices/keep-guardians.ts";
import { notices } from "../../../../functions/notices/manifest.ts";
import { type KeptNotice, noticeIdOf } from "../../../../functions/notices/notice.ts";
import { parentOfTwo } from "./people.ts";
import type { ScenarioSet } from "./scenario.ts";
import { absences, motherId, rosters, schoolId } from "./school.ts";

/** What the mother of two was told over the year, the oldest first: by telephone and by mail. */
export const toldNotices: readonly KeptNotice[] = absences.flatMap(
  ({ schoolYear, lessonId, day, start, end, subject, submittedAt: at, version, marks }) =>
    marks.map(({ pupilId, givenName }) => {
      const sent = { state: "sent" as const, told: 1, perhaps: [], about: 1, attempts: 1, at };
      return {
        schoolId,
        schoolYear,
        guardianId: motherId,
        pupilId,
        day,
        half: "morning" as const,
        noticeId: noticeIdOf({ pupilId, day }, "morning"),
        pupilName: givenName,
        className: "6A",
        revision: 1,
        seen: version,
        history: [{ at, lessons: [{ lessonId, start, end, subject, state: "absent" as const }], loud: true }],
        channels: { push: sent, mail: sent },
      };
    }),
);

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
    for (const notice of toldNotices) await deps.store.keep(notice);
  },
};
