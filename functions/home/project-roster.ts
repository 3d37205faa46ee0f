import type { Payload, PersonId } from "@preau/contract";
import type { rosterChangedV1 } from "../../events/roster-changed.v1.ts";
import type { HeldCard } from "./family-store.ts";
import type { Owner } from "./keys.ts";
import type { HomeStore } from "./store.ts";

interface Deps {
  readonly store: Pick<HomeStore, "keepCards" | "keepRoster" | "roster">;
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
  const buried = (holders: readonly string[], since: number): readonly HeldCard[] =>
    holders.map(readHolder).map(({ owner, pupilId }) => ({
      owner: ownerOf(owner),
      member: false,
      card: { pupilId, audienceId: audience.id, version: since },
    }));
  const known = await store.roster(key);
  const holders = pupils.flatMap(holdersOf);
  if (known?.version === version) return;
  if (known !== undefined && known.version > version) {
    const latest = new Set(known.holders);
    const late = holders.filter((holder) => !latest.has(holder));
    await store.keepCards(buried(late, known.version), now());
    return;
  }
  const arrived = new Set(holders);
  const left = (known?.holders ?? []).filter((holder) => !arrived.has(holder));
  const given = pupils.flatMap((pupil) =>
    holdersOf(pupil).map((holder) => ({
      owner: ownerOf(readHolder(holder).owner),
      member: true,
      card: cardOf(roster, pupil),
    })),
  );
  await store.keepCards([...given, ...buried(left, version)], now());
  await store.keepRoster(key, { version, holders }, known?.version);
};
