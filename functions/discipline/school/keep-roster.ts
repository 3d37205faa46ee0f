import type { Payload } from "@preau/contract";
import { membersAfter } from "@preau/store";
import type { rosterChangedV1 } from "../../../events/roster-changed.v1.ts";
import type { FileStore } from "../measures/file-store.ts";
import type { RosterStore } from "./roster-store.ts";

interface Deps {
  readonly files: Pick<FileStore, "keepMemberships">;
  readonly rosters: RosterStore;
}

/**
 * Remembers of each pupil which class and groups are theirs. The list itself is written last: interrupted, the event comes back and
 * says all of it again.
 */
export const keepRoster = async (
  { audience, pupils, version, schoolId, schoolYear }: Payload<typeof rosterChangedV1>,
  { files, rosters }: Deps,
): Promise<void> => {
  const key = { schoolId, schoolYear, audienceId: audience.id };
  const known = await rosters.membersOf(key);
  if (known?.version === version) return;
  const arrived = new Map(pupils.map((pupil) => [pupil.pupilId as string, pupil]));
  const after = membersAfter({ version, ids: [...arrived.keys()] }, known);
  await files.keepMemberships(
    after.members.map(({ id, member }) => {
      const { familyName, givenName } = arrived.get(id) ?? {};
      const names = audience.kind === "class" ? { familyName, givenName } : {};
      const { code, kind } = audience;
      return { ...key, pupilId: id, version: after.version, member, kind, code, ...names };
    }),
  );
  await rosters.keepMembers(key, { version, ids: [...arrived.keys()] });
};
