import { presenceChangedV1 } from "../../../events/presence-changed.v1.ts";
import { type KeptNotice, noticeIdOf, type ToldLesson } from "../notice.ts";

const example = presenceChangedV1.schema.parse(presenceChangedV1.example);

/** The lesson that the example of a pupil's day misses, as told. */
export const missedLesson: ToldLesson = {
  lessonId: "les_7k2mq4x9d0abc3f8z1q_20261123",
  start: "08:00",
  end: "08:55",
  subject: "Mathématiques",
  state: "absent",
};

/** A notice of an absence on a Monday morning, told by mail. */
export const aNotice = (guardianId: string, changes: Partial<KeptNotice> = {}): KeptNotice => {
  const { schoolId, schoolYear, givenName, className } = example;
  const { pupilId = example.pupilId, day = example.day, half = "morning" } = changes;
  const at = "2026-11-23T07:15:00.000Z";
  return {
    schoolId,
    schoolYear,
    guardianId,
    pupilId,
    day,
    half,
    noticeId: noticeIdOf({ pupilId, day }, half),
    pupilName: givenName,
    className,
    revision: 1,
    seen: 1,
    history: [{ at, lessons: [missedLesson], loud: true }],
    channels: { mail: { state: "sent", told: 1, perhaps: [], about: 1, attempts: 1, at } },
    ...changes,
  };
};
