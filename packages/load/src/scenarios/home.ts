import { noticeChangedV1 } from "../../../../events/notice-changed.v1.ts";
import { makeDeps } from "../../../../functions/home/deps.ts";
import { keepLessons } from "../../../../functions/home/keep-lessons.ts";
import { keepNotice } from "../../../../functions/home/keep-notice.ts";
import { home } from "../../../../functions/home/manifest.ts";
import { projectRoster } from "../../../../functions/home/project-roster.ts";
import { noticeChanged } from "../../../../functions/notices/publish-notices.ts";
import { toldNotices } from "./notices.ts";
import { parentOfTwo } from "./people.ts";
import type { ScenarioSet } from "./scenario.ts";
import { mondayOf, rosters } from "./school.ts";

export const homeScenarios: ScenarioSet = {
  capability: home,
  scenarios: [{ name: "readHome, parent of two", operation: "readHome", by: parentOfTwo, asked: () => ({}) }],
  fill: async () => {
    const deps = makeDeps();
    for (const roster of rosters) {
      await projectRoster(roster, deps);
      await keepLessons(mondayOf(roster), deps);
    }
    for (const { payload } of toldNotices.map(noticeChanged))
      await keepNotice(noticeChangedV1.schema.parse(payload), deps);
  },
};
