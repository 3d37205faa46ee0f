import { countOf, type FileDay } from "../../../../functions/attendance/pupil-day/pupil-file.ts";
import { usualSettings } from "../../../../functions/attendance/pupil-day/settings.ts";
import type { Ground } from "./ground.ts";
import type { HeardByFamilies } from "./heard.ts";
import { judgeCorrections, judgeDoubles } from "./judge-corrections.ts";
import { judgeNews, judgeTruth } from "./judge-news.ts";
import { countOnPaper } from "./paper-register.ts";
import { SECOND } from "./play.ts";
import type { AttendancePorts } from "./ports.ts";
import { lessonsOf, type Pupil, SCHOOL_ID, SCHOOL_YEAR, school } from "./school.ts";
import { type Delays, emptyTally, type Tally } from "./tally.ts";
import { type LessonTimeline, timelineOf } from "./timeline.ts";

/** The figures of a pupil's file, as families and the bulletin get them. */
export type CountOf = (days: readonly FileDay[]) => ReturnType<typeof countOf>;

export const countAsDeployed: CountOf = (days) => countOf(days, usualSettings);

const inSeconds = (delays: readonly number[]): Delays => {
  const counts: Record<number, number> = {};
  for (const delay of delays) {
    const seconds = Math.ceil(delay / SECOND);
    counts[seconds] = (counts[seconds] ?? 0) + 1;
  }
  return counts;
};

const lessonsOfPupil = ({ audienceIds }: Pupil, day: string) =>
  school.audiences.filter(({ id }) => audienceIds.includes(id)).flatMap((audience) => lessonsOf(audience, day));

const SIMPLE = ["present", "unknown"];

const isMisread = (timelines: readonly LessonTimeline[], kept: FileDay | undefined): boolean =>
  timelines.some(({ lesson, stretches }) => {
    const state = stretches.at(-1)?.standing.state ?? "unknown";
    const found = kept?.presence.lessons.find(({ lessonId }) => lessonId === lesson.lessonId)?.state;
    return (SIMPLE.includes(state) ? undefined : state) !== found;
  });

/** Compares, once all is quiet, what families lived and what the school counts with the list of what was said. */
export const judgeSchool = async (
  {
    ground,
    heard,
    ports,
  }: { readonly ground: Ground; readonly heard: HeardByFamilies; readonly ports: AttendancePorts },
  count: CountOf,
): Promise<Tally> => {
  const delays: number[] = [];
  const correctionDelays: number[] = [];
  const counts: Record<string, number> = { rollCalls: ground.submissions(), doubled: ground.heldTwice() };
  const add = (figures: Readonly<Record<string, number>>): void => {
    for (const [name, count] of Object.entries(figures)) counts[name] = (counts[name] ?? 0) + count;
  };
  const byPupilDay = Map.groupBy(heard.all(), ({ pupilId, day }) => `${pupilId} ${day}`);
  for (const pupil of school.pupils) {
    const { pupilId, guardianIds } = pupil;
    const key = { schoolId: SCHOOL_ID, schoolYear: SCHOOL_YEAR, pupilId };
    const kept = await ports.days.presencesOf(key, school.days[0] ?? "", school.days.at(-1) ?? "");
    const lived: LessonTimeline[] = [];
    for (const day of school.days) {
      const ofDay = byPupilDay.get(`${pupilId} ${day}`) ?? [];
      if (ofDay.length === 0 && !ground.isNamed(pupilId, day)) continue;
      const timelines = lessonsOfPupil(pupil, day).map((lesson) => timelineOf(ground, pupilId, lesson));
      const byLesson = new Map(timelines.map((one) => [one.lesson.lessonId as string, one]));
      const find = (lessonId: string): LessonTimeline | undefined => byLesson.get(lessonId);
      lived.push(...timelines);
      add({
        misread: isMisread(
          timelines,
          kept.find((one) => one.day === day),
        )
          ? 1
          : 0,
      });
      for (const one of ofDay) {
        add(judgeTruth(one, find, heard));
        const { correctionDelays: waited, ...corrected } = judgeCorrections(one, find, (at) =>
          heard.isEntitled(one.guardianId, pupilId, at),
        );
        add(corrected);
        add(judgeDoubles(one));
        correctionDelays.push(...waited);
      }
      for (const guardianId of guardianIds)
        for (const timeline of timelines) {
          const isTheirs = ofDay.filter((one) => one.guardianId === guardianId);
          const { delays: waited, ...news } = judgeNews(timeline, isTheirs, (at) =>
            heard.isEntitled(guardianId, pupilId, at),
          );
          add(news);
          delays.push(...waited);
        }
    }
    const { justified, unjustified, lateness } = count(kept);
    const paper = countOnPaper(
      lived.flatMap(({ lesson, stretches }) => {
        const standing = stretches.at(-1)?.standing;
        return standing === undefined ? [] : [{ lesson, standing }];
      }),
    );
    const isSame = paper.justified === justified && paper.unjustified === unjustified && paper.lateness === lateness;
    add({ counted: 1, miscounted: isSame ? 0 : 1 });
  }
  return { ...emptyTally, ...counts, delays: inSeconds(delays), correctionDelays: inSeconds(correctionDelays) };
};
