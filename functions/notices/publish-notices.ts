import type { Payload } from "@preau/contract";
import { type Change, outgoing } from "@preau/runtime/publish";
import { noticeChangedV1 } from "../../events/notice-changed.v1.ts";
import type { KeptNotice } from "./notice.ts";

const payloadOf = (notice: KeptNotice): Payload<typeof noticeChangedV1> =>
  noticeChangedV1.schema.parse({
    ...notice,
    pupil: { id: notice.pupilId, givenName: notice.pupilName },
    lesson: { ...notice.lesson, id: notice.lesson.lessonId },
  });

/** What the rest of the school hears of committed notices. Silent marks stay here. */
export const noticeEvents =
  (readNotice: (image: Readonly<Record<string, unknown>>) => KeptNotice) => (changes: readonly Change[]) =>
    changes.flatMap(({ entity, after }) => {
      if (entity !== "notice" || after === undefined) return [];
      const notice = readNotice(after);
      return notice.silent ? [] : [outgoing(noticeChangedV1, payloadOf(notice))];
    });
