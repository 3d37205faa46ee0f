import { type Lesson, readLessonId, schoolYearOf } from "@preau/calendar";
import { keepLessonChange } from "../../../../functions/attendance/keep-lessons.ts";
import { HOUR, MINUTE, type Play } from "./play.ts";
import { runFunction } from "./run-function.ts";
import { instantAt, SCHOOL_ID } from "./school.ts";
import { depsThrough } from "./send-command.ts";
import { openQueue } from "./transport.ts";

type Changed = Parameters<typeof keepLessonChange>[0];

/** Lessons that do not take place, known the day before or once the roll has been called; some take place after all. */
export const openTimetable = (play: Play, visibleAgainAfterMs: number) => {
  const { time, random } = play;
  const queue = openQueue<Changed>(play, visibleAgainAfterMs, async (changed) => {
    const outcome = await runFunction(play, (through) => keepLessonChange(changed, depsThrough(play, through)));
    return outcome !== "killed" && "answer" in outcome;
  });
  return async ({ lessonId, start }: Lesson): Promise<void> => {
    if (!random.chance(0.015)) return;
    const { day, audienceId } = readLessonId(lessonId);
    const leave = (version: number, status: "cancelled" | "planned"): void =>
      queue({
        schoolId: SCHOOL_ID as never,
        schoolYear: schoolYearOf(day),
        lessonId,
        day,
        version,
        status,
        audienceIds: [audienceId],
        classIds: [],
        teacherIds: [],
      });
    const known = instantAt(day, start) + (random.chance(0.5) ? -random.int(14 * HOUR) : random.int(3 * HOUR));
    await time.pause(Math.max(0, known - time.now()));
    leave(1, "cancelled");
    if (!random.chance(0.25)) return;
    await time.pause(random.chance(0.3) ? random.int(2_000) : random.int(HOUR) + MINUTE);
    leave(2, "planned");
  };
};
