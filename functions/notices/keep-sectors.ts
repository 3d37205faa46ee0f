import type { Payload } from "@preau/contract";
import type { sectorsChangedV1 } from "../../events/sectors-changed.v1.ts";
import type { SectorStore } from "./sector-store.ts";

interface Deps {
  readonly sectors: Pick<SectorStore, "keep">;
}

/** Remembers who follows whom in school life. */
export const keepSectors = async (
  { schoolId, schoolYear, version, everybodySeesAll, sectors: shared }: Payload<typeof sectorsChangedV1>,
  { sectors }: Deps,
): Promise<void> => {
  await sectors.keep({ schoolId, schoolYear }, version, { everybodySeesAll, sectors: shared });
};
