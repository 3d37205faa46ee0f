import type { Payload } from "@preau/contract";
import type { rosterChangedV1 } from "../../events/roster-changed.v1.ts";
import type { NoticeStore } from "./store.ts";

interface Deps {
  readonly store: Pick<NoticeStore, "keepGuardians">;
}

/** Remembers who is told about the pupils of a class. Groups add nothing: each pupil is in the roster of a class. */
export const keepGuardians = async (roster: Payload<typeof rosterChangedV1>, { store }: Deps): Promise<void> => {
  if (roster.audience.kind !== "class") return;
  const { schoolId, schoolYear, version, pupils } = roster;
  const guardians = Object.fromEntries(pupils.map(({ pupilId, guardianIds }) => [pupilId, guardianIds]));
  await store.keepGuardians({ schoolId, schoolYear, classId: roster.audience.id, version, guardians });
};
