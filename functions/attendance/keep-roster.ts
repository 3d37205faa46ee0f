import type { Payload } from "@preau/contract";
import type { rosterChangedV1 } from "../../events/roster-changed.v1.ts";
import type { SheetStore } from "./sheet-store.ts";

interface Deps {
  readonly sheets: Pick<SheetStore, "keepRoster">;
}

/** Remembers who is called in a class or a group. */
export const keepRoster = async (
  { audience, classes, pupils, version, ...scope }: Payload<typeof rosterChangedV1>,
  { sheets }: Deps,
): Promise<void> => {
  await sheets.keepRoster(scope, audience.id, version, { classes, pupils });
};
