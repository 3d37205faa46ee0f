import { schoolTimeOf } from "@preau/calendar";
import type { Payload } from "@preau/contract";
import type { sectorsChangedV1 } from "../../../events/sectors-changed.v1.ts";
import type { BoardStore } from "../board/board-store.ts";
import type { SectorStore } from "./sector-store.ts";

interface Deps {
  readonly sectors: Pick<SectorStore, "keep">;
  readonly boards: Pick<BoardStore, "announceSectors">;
  now(): Date;
}

/** Remembers who follows whom; screens that show today's board learn that it is shared otherwise. */
export const keepSectors = async (
  { schoolId, schoolYear, version, everybodySeesAll, sectors: shared }: Payload<typeof sectorsChangedV1>,
  { sectors, boards, now }: Deps,
): Promise<void> => {
  await sectors.keep({ schoolId, schoolYear }, { version, everybodySeesAll, sectors: shared });
  await boards.announceSectors({ schoolId, day: schoolTimeOf(now()).day }, version, now());
};
