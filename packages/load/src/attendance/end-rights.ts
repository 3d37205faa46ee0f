import { keepGuardians } from "../../../../functions/notices/keep-guardians.ts";
import type { HeardByFamilies } from "./heard.ts";
import { HOUR, type Play } from "./play.ts";
import type { NoticePorts } from "./ports.ts";
import { runFunction } from "./run-function.ts";
import { type Audience, SCHOOL_ID, SCHOOL_YEAR, school } from "./school.ts";
import { openQueue } from "./transport.ts";

type Roster = Parameters<typeof keepGuardians>[0];

/** Rosters name who is told of each pupil; now and then a judge ends the right of one of them. */
export const endRights = async (
  play: Play,
  heard: HeardByFamilies,
  notices: NoticePorts,
  visibleAgainAfterMs: number,
): Promise<void> => {
  const { time, random } = play;
  const classes = school.audiences.filter(({ kind }) => kind === "class");
  const rosterOf = ({ id, code, pupils }: Audience, version: number, endedId?: string): Roster => ({
    schoolId: SCHOOL_ID as never,
    schoolYear: SCHOOL_YEAR,
    audience: { id, code, label: code, kind: "class" },
    classes: [{ id, code }],
    version,
    pupils: pupils.map(({ audienceIds: _, guardianIds, ...pupil }) => ({
      ...pupil,
      classCode: code,
      guardianIds: guardianIds.filter((one) => one !== endedId),
    })),
  });
  /** Who is entitled follows what notices was told: until then it cannot know. */
  const store = {
    ...notices.store,
    keepGuardians: async (roster: Parameters<NoticePorts["store"]["keepGuardians"]>[0]): Promise<boolean> => {
      const isNew = await notices.store.keepGuardians(roster);
      for (const [pupilId, guardianIds] of Object.entries(isNew ? roster.guardians : {}))
        heard.entitle(pupilId, time.now(), guardianIds);
      return isNew;
    },
  };
  for (const one of classes) await keepGuardians(rosterOf(one, 1), { store });
  const arrives = openQueue<Roster>(play, visibleAgainAfterMs, async (roster) => {
    const outcome = await runFunction(play, (through) => keepGuardians(roster, { store: through(store) }));
    return outcome !== "killed" && "answer" in outcome;
  });
  for (const one of classes) {
    if (!random.chance(0.5)) continue;
    const { guardianIds } = random.pick(one.pupils);
    const endedId = guardianIds[0];
    time.at(time.now() + random.int(9 * 24 * HOUR), () => arrives(rosterOf(one, 2, endedId)));
  }
};
