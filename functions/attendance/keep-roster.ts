import type { Payload } from "@preau/contract";
import { membersAfter } from "@preau/store";
import type { rosterChangedV1 } from "../../events/roster-changed.v1.ts";
import type { DayStore } from "./pupil-day/day-store.ts";
import type { SheetStore } from "./sheet-store.ts";
import type { TallyStore } from "./tallies/tally-store.ts";

interface Deps {
  readonly sheets: Pick<SheetStore, "keepRoster" | "keptRoster">;
  readonly days: Pick<DayStore, "keepMemberships">;
  readonly tallies: Pick<TallyStore, "keepClass">;
}

/**
 * Remembers who is called in a class or a group, and of each pupil which classes and groups are theirs. The roster is written last:
 * interrupted, the event comes back and says all of it again.
 */
export const keepRoster = async (
  { audience, classes, pupils, version, ...scope }: Payload<typeof rosterChangedV1>,
  { sheets, days, tallies }: Deps,
): Promise<void> => {
  const known = await sheets.keptRoster(scope, audience.id);
  if (known?.version === version) return;
  const arrived = new Map(pupils.map((pupil) => [pupil.pupilId as string, pupil]));
  const after = membersAfter({ version, ids: [...arrived.keys()] }, known);
  await days.keepMemberships(
    after.members.map(({ id, member }) => {
      const { familyName, givenName } = arrived.get(id) ?? {};
      const names = audience.kind === "class" ? { familyName, givenName } : {};
      const { id: audienceId, code, kind } = audience;
      return { ...scope, pupilId: id, audienceId, version: after.version, member, kind, code, ...names };
    }),
  );
  if (audience.kind === "class") await tallies.keepClass(scope, audience.id, audience.code, version);
  await sheets.keepRoster(scope, audience.id, version, { classes, pupils });
};
