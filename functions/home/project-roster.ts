import type { Payload, PersonId } from "@preau/contract";
import type { rosterChangedV1 } from "../../events/roster-changed.v1.ts";
import type { Owner } from "./keys.ts";
import type { HomeStore } from "./store.ts";

interface Deps {
  readonly store: Pick<HomeStore, "buryCard" | "keepCard" | "keepRoster" | "roster">;
  now(): Date;
}

type Roster = Payload<typeof rosterChangedV1>;
type RosterPupil = Roster["pupils"][number];

/** Who holds a card of a pupil: the pupil and each legal representative. */
const holdersOf = ({ pupilId, guardianIds }: RosterPupil): readonly string[] =>
  [pupilId, ...guardianIds].map((owner) => `${owner} ${pupilId}`);

const readHolder = (holder: string): { owner: string; pupilId: PersonId } => {
  const [owner = "", pupilId = ""] = holder.split(" ");
  return { owner, pupilId: pupilId as PersonId };
};

const cardOf = ({ audience, version }: Roster, { pupilId, givenName, familyName, classCode }: RosterPupil) => ({
  pupilId,
  audienceId: audience.id,
  version,
  ...(audience.kind === "class" && { pupil: { givenName, familyName, className: classCode } }),
});

/**
 * Gives each pupil of a class or a group a card, and one to each guardian; takes cards back from those who left. The roster itself is
 * written last, over the version that was read: interrupted or overtaken, the event comes back from the queue and mends what it left.
 */
export const projectRoster = async (roster: Roster, { store, now }: Deps): Promise<void> => {
  const { schoolId, schoolYear, version, pupils, audience } = roster;
  const key = { schoolId, schoolYear, audienceId: audience.id };
  const ownerOf = (id: string): Owner => ({ schoolId, schoolYear, kind: "PERSON", id });
  const bury = (holders: readonly string[], since: number) =>
    Promise.all(
      holders
        .map(readHolder)
        .map(({ owner, pupilId }) =>
          store.buryCard(ownerOf(owner), { pupilId, audienceId: audience.id, version: since }, now()),
        ),
    );
  const known = await store.roster(key);
  const holders = pupils.flatMap(holdersOf);
  if (known?.version === version) return;
  if (known !== undefined && known.version > version) {
    const latest = new Set(known.holders);
    await bury(
      holders.filter((holder) => !latest.has(holder)),
      known.version,
    );
    return;
  }
  const arrived = new Set(holders);
  await Promise.all([
    ...pupils.flatMap((pupil) =>
      holdersOf(pupil).map((holder) => store.keepCard(ownerOf(readHolder(holder).owner), cardOf(roster, pupil))),
    ),
    bury(
      (known?.holders ?? []).filter((holder) => !arrived.has(holder)),
      version,
    ),
  ]);
  await store.keepRoster(key, { version, holders }, known?.version);
};
