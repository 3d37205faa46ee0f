import type { Payload } from "@preau/contract";
import type { rosterChangedV1 } from "../../../events/roster-changed.v1.ts";
import type { FamiliesStore } from "./families-store.ts";

interface Deps {
  readonly families: Pick<FamiliesStore, "keepFamilies">;
}

/** Remembers whom a school may write to, by class and by group. */
export const keepFamilies = async (
  { schoolId, schoolYear, audience, version, pupils }: Payload<typeof rosterChangedV1>,
  { families }: Deps,
): Promise<void> => {
  const known = pupils.map(({ pupilId, familyName, givenName, classCode, guardianIds }) => ({
    pupilId,
    familyName,
    givenName,
    className: classCode,
    guardianIds,
  }));
  await families.keepFamilies(
    { schoolId, schoolYear },
    { audienceId: audience.id, code: audience.code, pupils: known },
    version,
  );
};
