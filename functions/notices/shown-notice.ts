import { type KeptNotice, mainKind, standingOf, stateOf } from "./notice.ts";
import { messageOf } from "./wording.ts";

/** A notice as the guardian it is for reads it. */
export const shownNotice = (notice: KeptNotice) => {
  const { noticeId, schoolId, pupilId, pupilName, day, half, history, acknowledgedAt, answer, revision } = notice;
  return {
    noticeId,
    schoolId,
    pupilId,
    pupilName,
    kind: mainKind(notice),
    state: stateOf(notice),
    message: messageOf(notice),
    day,
    half,
    lessons: standingOf(notice).map((lesson) => ({ ...lesson })),
    toldAt: history[0]?.at ?? "",
    changedAt: history.at(-1)?.at ?? "",
    ...(acknowledgedAt !== undefined && { acknowledgedAt }),
    ...(answer !== undefined && { answer }),
    version: revision,
  };
};
