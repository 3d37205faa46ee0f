import { type Actor, eventually } from "../actor.ts";
import type { Called } from "./call-the-roll.ts";
import type { Tell } from "./tell.ts";

/** The next lesson's absence waits for the end of its time to correct; the pupil comes, and nobody is ever told. */
export const holdNewsBack = async (cpe: Actor, { schoolId, eight }: Called, step: Tell): Promise<void> => {
  const audienceId = eight.audiences[0]?.id;
  if (audienceId === undefined) throw new Error("the first lesson of the demo is nobody's");
  const { items } = await cpe.client.timetable.readLessons({ params: { schoolId }, query: { audienceId } });
  const next = items.find(({ start }) => start > eight.start);
  if (next === undefined) throw new Error("the class of the demo has one lesson today");
  const at = { params: { schoolId, lessonId: next.lessonId } };
  const sheet = await cpe.client.attendance.readRollCall(at);
  const pupil = sheet.pupils.at(-1);
  if (pupil === undefined) throw new Error("the next lesson of the demo has no pupils");
  const waiting = async () => {
    const outbox = await cpe.client.notices.readOutbox({ params: { schoolId } });
    return outbox.pupils
      .find(({ pupilId }) => pupilId === pupil.pupilId)
      ?.lessons.find(({ lessonId }) => lessonId === next.lessonId);
  };
  const marks = [{ pupilId: pupil.pupilId, status: "absent" as const }];
  const { version } = await cpe.client.attendance.submitRollCall({ ...at, body: { version: sheet.version, marks } });
  const held = await eventually(async () => {
    const line = await waiting();
    return line?.news === "waiting" ? line : undefined;
  });
  step(
    `${cpe.login} calls the roll of ${next.start} in the teacher's place: ${pupil.givenName}'s absence waits until ${held?.dueAt ?? "?"}`,
    cpe,
    held !== undefined,
  );
  await cpe.client.attendance.submitRollCall({ ...at, body: { version, marks: [] } });
  const gone = await eventually(async () => ((await waiting()) === undefined ? true : undefined));
  step(`${pupil.givenName} comes in: nothing waits any more, no family was told`, cpe, gone === true);
};
