import type { Payload } from "@preau/contract";
import type { noticeChangedV1 } from "../../events/notice-changed.v1.ts";
import type { HomeStore } from "./store.ts";

interface Deps {
  readonly store: Pick<HomeStore, "keepNotice">;
}

/** Keeps what a guardian is told, with the child it is about. */
export const keepNotice = async (
  { schoolId, schoolYear, guardianId, version, pupil, ...notice }: Payload<typeof noticeChangedV1>,
  { store }: Deps,
): Promise<void> => {
  const { noticeId, kind, state, day, half, message, acknowledged } = notice;
  await store.keepNotice(
    { schoolId, schoolYear, kind: "PERSON", id: guardianId },
    { noticeId, schoolId, pupilId: pupil.id, kind, state, day, half, message, acknowledged },
    version,
  );
};
