import { digest } from "@preau/contract/derive-id";
import type { KeptFact } from "../pupil-day/kept.ts";

export type ListKind = "outing" | "internship" | "exam" | "convocation";

/** Who made a version of the list, and when. */
export interface ListChange {
  readonly version: number;
  readonly at: string;
  readonly by: string;
  readonly byRole: string;
}

/** Pupils who will be elsewhere together, on some days, between two hours. */
export interface CollectiveList {
  readonly listId: string;
  readonly kind: ListKind;
  readonly label: string;
  readonly from: string;
  readonly to: string;
  readonly start: string;
  readonly end: string;
  /** Its open days. */
  readonly days: readonly string[];
  readonly classes: readonly (readonly [id: string, code: string])[];
  readonly changes: readonly ListChange[];
  readonly version: number;
  /** The version whose facts are all written. */
  readonly applied: number;
  readonly cancelled: boolean;
}

/** Put on the list or taken off, from one of its days on, by a version of it. */
export interface Turn {
  readonly version: number;
  readonly on: boolean;
  /** Position of the day in the list's. */
  readonly fromDay: number;
}

export interface ListMember {
  readonly pupilId: string;
  readonly classId: string;
  readonly turns: readonly Turn[];
}

/** One fact of a pupil's day, as the list says it. */
export interface ListFact {
  readonly pupilId: string;
  readonly day: string;
  readonly factId: string;
  readonly fact: KeptFact;
}

const PLACES = { outing: "outing", internship: "internship", exam: "exam", convocation: "office" } as const;
const WORDS = { outing: "Sortie", internship: "Stage", exam: "Examen", convocation: "Convocation" } as const;

/** What a sheet, a file and a family read: « Sortie : musée des Confluences ». */
export const sayList = ({ kind, label }: Pick<CollectiveList, "kind" | "label">): string => `${WORDS[kind]} : ${label}`;

const isOn = (turns: readonly Turn[]): boolean => turns.at(-1)?.on === true;

/** Whether a pupil is on the list on one of its days; on any of them without one. */
export const isListed = ({ turns }: ListMember, day?: number): boolean =>
  day === undefined ? isOn(turns) : isOn(turns.filter(({ fromDay }) => fromDay <= day));

/** The member with one turn more, unless it says what was so already. */
export const turned = (member: ListMember, turn: Turn): ListMember => {
  const later = member.turns.filter(({ fromDay }) => fromDay > turn.fromDay).length > 0;
  return !later && isListed(member, turn.fromDay) === turn.on ? member : { ...member, turns: [...member.turns, turn] };
};

const factIdOf = (listId: string, pupilId: string, day: string, version: number): string =>
  `fac_${digest(13, listId, pupilId, day, String(version))}`;

/**
 * The facts of a member on one day, oldest first. Facts are added, never changed: whoever is taken off has a fact that takes the place of
 * the first one and covers no time. Each has a name of its own that never changes, so that writing them again writes the same.
 */
const factsOn = (
  list: CollectiveList,
  { pupilId, turns }: ListMember,
  dayIndex: number,
): readonly (ListFact & Turn)[] => {
  const day = list.days[dayIndex] ?? "";
  const facts: (ListFact & Turn)[] = [];
  for (const turn of turns.filter(({ fromDay }) => fromDay <= dayIndex)) {
    const standing = facts.at(-1);
    if ((standing?.on ?? false) === turn.on) continue;
    const author = list.changes.find(({ version }) => version === turn.version);
    const span = turn.on ? { from: list.start, to: list.end } : { from: "00:00", to: "00:00" };
    facts.push({
      ...turn,
      pupilId,
      day,
      factId: factIdOf(list.listId, pupilId, day, turn.version),
      fact: {
        kind: "elsewhere",
        ...span,
        planned: true,
        label: sayList(list),
        place: PLACES[list.kind],
        at: author?.at ?? "",
        receivedAt: author?.at ?? "",
        by: author?.by ?? "",
        byRole: author?.byRole ?? "",
        replaces: standing === undefined ? [] : [standing.factId],
      },
    });
  }
  return facts;
};

/** The facts that the list has to write: those of its versions that were not written yet. */
export const factsToWrite = (list: CollectiveList, members: readonly ListMember[]): readonly ListFact[] =>
  members.flatMap((member) =>
    list.days.flatMap((_, dayIndex) =>
      factsOn(list, member, dayIndex)
        .filter(({ version }) => version > list.applied)
        .map(({ pupilId, day, factId, fact }) => ({ pupilId, day, factId, fact })),
    ),
  );
