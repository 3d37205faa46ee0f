import type { Day, PersonId } from "@preau/contract";
import type { Principal } from "@preau/policy";
import type { MissedLesson } from "../../../../functions/attendance/pupil-day/presence.ts";
import { recordPresence } from "../../../../functions/attendance/pupil-day/record-presence.ts";
import { treatAbsences } from "../../../../functions/attendance/pupil-day/treat-absences.ts";
import { MINUTE, type Play } from "./play.ts";
import { instantAt, SCHOOL_ID, SCHOOL_YEAR, school } from "./school.ts";
import type { Send } from "./send-command.ts";
import { isIn, type Whereabouts } from "./whereabouts.ts";

const REASONS = [
  { reasonId: "illness", justified: true, counts: true },
  { reasonId: "outing", justified: true, counts: false },
  { reasonId: "truancy", justified: false, counts: true },
] as const;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Two CPE go through the day's list, each on their own, at times that overlap: they settle what contradicts itself and judge absences. */
export const openCpes = (play: Play, send: Send) => {
  const { time, random, ports, ground } = play;
  const keyOf = (pupilId: string) => ({ schoolId: SCHOOL_ID, schoolYear: SCHOOL_YEAR, pupilId });

  /** Says where the pupil was, and names what that contradicts. Mostly right. */
  const settle = async (
    by: Principal,
    pupilId: PersonId,
    day: Day,
    { lessonId, start, end }: MissedLesson,
    where?: Whereabouts,
  ) => {
    const { lessons, facts } = await time.during(ports.days.sourcesOf(keyOf(pupilId), day));
    const called = lessons.find((one) => one.lessonId === lessonId);
    if (called === undefined) return;
    await time.pause((1 + random.int(4)) * MINUTE);
    const wasAway = isIn(minutesOf(start) + 5, where?.away);
    const kind = wasAway === random.chance(0.95) ? "absent" : "present";
    const contradicted = facts.filter(
      (fact) => !fact.planned && fact.from < end && (fact.from === fact.to || start < fact.to),
    );
    const replaces = [`${lessonId}@${called.version}`, ...contradicted.map(({ factId }) => factId)].slice(0, 20);
    await send({
      operation: recordPresence,
      call: {
        principal: by,
        params: { schoolId: SCHOOL_ID as never, pupilId },
        body: { day, kind, from: start, to: end, place: "office", planned: false, replaces },
      },
      means: { kind: "fact", pupilId, day, what: kind, from: start, to: end, planned: false, replaces },
    });
  };

  const judge = async (by: Principal, pupilId: PersonId, day: Day, { start, end, decided }: MissedLesson) => {
    const { treatments } = await time.during(ports.days.sourcesOf(keyOf(pupilId), day));
    await time.pause((1 + random.int(3)) * MINUTE);
    const replaces = decided === "no" ? [] : treatments.map(({ treatmentId }) => treatmentId).slice(0, 20);
    const { reasonId, justified, counts } = random.pick(REASONS);
    const [from, to] = random.chance(0.5) ? [start, end] : ["08:00", "18:00"];
    await send({
      operation: treatAbsences,
      call: {
        principal: by,
        params: { schoolId: SCHOOL_ID as never },
        body: { pupilIds: [pupilId], from: { day, time: from }, to: { day, time: to }, reasonId, replaces },
      },
      means: { kind: "treatment", pupilId, day, from, to, justified, counts, replaces },
    });
  };

  const goThrough = async (by: Principal, day: Day, whereabouts: ReadonlyMap<string, Whereabouts>): Promise<void> => {
    const named = school.pupils.filter(({ pupilId }) => ground.isNamed(pupilId, day));
    const seen = await Promise.all(
      named.map(async ({ pupilId }) => {
        const kept = await time.during(ports.days.presenceOn(keyOf(pupilId), day));
        return (kept?.presence.lessons ?? []).map((lesson) => ({ pupilId, lesson }));
      }),
    );
    await Promise.all(
      seen.flat().map(async ({ pupilId, lesson }) => {
        await time.pause(random.int(25) * MINUTE);
        if (lesson.state === "conflict") await settle(by, pupilId, day, lesson, whereabouts.get(pupilId));
        else if (
          lesson.decided === "disputed" ||
          (lesson.state === "absent" && lesson.decided === "no" && random.chance(0.12))
        )
          await judge(by, pupilId, day, lesson);
      }),
    );
  };

  return async (by: Principal, day: Day, whereabouts: ReadonlyMap<string, Whereabouts>): Promise<void> => {
    for (const hour of ["08:40", "09:45", "10:50", "13:20", "15:10", "17:15"]) {
      await time.pause(Math.max(0, instantAt(day, hour) + random.int(20) * MINUTE - time.now()));
      await goThrough(by, day, whereabouts);
    }
  };
};
