import type { AudienceId, PersonId } from "@preau/contract";

/** That a pupil is in a class or a group; the class's card carries the names. */
export interface Card {
  readonly pupilId: PersonId;
  readonly audienceId: AudienceId;
  readonly version: number;
  readonly pupil?: { readonly givenName: string; readonly familyName: string; readonly className: string } | undefined;
}

/** A pupil as the cards tell: who, in which class, in which groups. */
export interface Pupil {
  readonly pupilId: PersonId;
  readonly givenName: string;
  readonly familyName: string;
  readonly className: string;
  readonly classId: AudienceId;
  /** The class and the groups. */
  readonly audienceIds: ReadonlySet<string>;
}

/**
 * Puts the cards of one pupil together. A pupil without a class yet is nobody yet; between two classes (the former roster
 * has not been corrected yet) the latest counts.
 */
export const pupilOf = (pupilId: string, cards: readonly Card[]): Pupil | undefined => {
  const own = cards.filter((card) => card.pupilId === pupilId);
  const classes = own.filter((card) => card.pupil !== undefined).toSorted((a, b) => b.version - a.version);
  const [current] = classes;
  if (current?.pupil === undefined) return undefined;
  const audienceIds = new Set<string>(own.map((card) => card.audienceId));
  return { pupilId: current.pupilId, ...current.pupil, classId: current.audienceId, audienceIds };
};
