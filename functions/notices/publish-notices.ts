import { type Change, type Outgoing, outgoing } from "@preau/runtime/publish";
import { noticeAnsweredV1 } from "../../events/notice-answered.v1.ts";
import { noticeChangedV1 } from "../../events/notice-changed.v1.ts";
import { type KeptNotice, mainKind, standingOf, stateOf } from "./notice.ts";
import { messageOf } from "./wording.ts";

/** A notice as the rest of the school hears of it. */
export const noticeChanged = (notice: KeptNotice): Outgoing =>
  outgoing(
    noticeChangedV1,
    noticeChangedV1.schema.parse({
      ...notice,
      version: notice.revision,
      state: stateOf(notice),
      kind: mainKind(notice),
      pupil: { id: notice.pupilId, givenName: notice.pupilName },
      lessons: standingOf(notice).map(({ lessonId: id, ...lesson }) => ({ id, ...lesson })),
      message: messageOf(notice),
      acknowledged: notice.acknowledgedAt !== undefined,
    }),
  );

/** The lessons an answer is about: what stands, or what was last said before it was withdrawn. */
const answered = (notice: KeptNotice, before: KeptNotice | undefined): readonly Outgoing[] => {
  const { answer, history } = notice;
  if (answer === undefined || before?.answer?.at === answer.at) return [];
  const lessons = history.findLast(({ lessons: said }) => said.length > 0)?.lessons ?? [];
  const [first] = lessons;
  const last = lessons.at(-1);
  if (first === undefined || last === undefined) return [];
  const payload = { ...notice, ...answer, from: first.start, to: last.end };
  return [outgoing(noticeAnsweredV1, noticeAnsweredV1.schema.parse(payload))];
};

/** What the rest of the school hears of committed notices, and of families' answers once each. */
export const noticeEvents =
  (readNotice: (image: Readonly<Record<string, unknown>>) => KeptNotice) =>
  (changes: readonly Change[]): readonly Outgoing[] =>
    changes.flatMap(({ entity, before, after }) => {
      if (entity !== "notice" || after === undefined) return [];
      const notice = readNotice(after);
      return [noticeChanged(notice), ...answered(notice, before && readNotice(before))];
    });
