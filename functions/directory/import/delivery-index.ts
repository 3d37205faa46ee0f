import type { PersonId, SchoolId } from "@preau/contract";
import { personIdOf } from "@preau/contract/derive-id";
import type { Audience } from "../contract.ts";
import type { Level } from "../person.ts";
import type { School } from "../school.ts";

/** A class or a group, and the codes of the classes a group says it draws on. */
export interface DeliveredAudience extends Audience {
  readonly classCodes: readonly string[];
}

export interface DeliveredSchool {
  readonly schoolId: SchoolId;
  readonly content: School;
  /** By kind and code: `class 6A`. */
  readonly audiences: ReadonlyMap<string, DeliveredAudience>;
}

/** What a pupil's record says of one adult. */
export interface Guardianship {
  readonly structure: string;
  readonly pupilId: PersonId;
  readonly level: Level;
  readonly kinship: string;
}

/**
 * What the check of a delivery remembers for the writing of it: schools, and of people their ids only, so that memory stays small
 * whatever the delivery (some 200 bytes a person).
 */
export interface DeliveryIndex {
  /** The academy all join ids belong to: a delivery comes from one. */
  academy: string | undefined;
  /** By join id, as people's records name them. */
  readonly schools: Map<string, DeliveredSchool>;
  readonly subjects: Map<string, string>;
  /** Join ids of everybody met: one record each. */
  readonly people: Set<string>;
  /** The adults who have a record, and its line. */
  readonly guardians: Map<string, { readonly file: string; readonly line: number }>;
  /** Whom each adult answers for, by the adult's join id. */
  readonly guardianships: Map<string, Guardianship[]>;
  readonly members: Map<SchoolId, Set<PersonId>>;
  /** Records left out, by file and line. */
  readonly leftOut: Set<string>;
}

export const emptyIndex = (): DeliveryIndex => ({
  academy: undefined,
  schools: new Map(),
  subjects: new Map(),
  people: new Set(),
  guardians: new Map(),
  guardianships: new Map(),
  members: new Map(),
  leftOut: new Set(),
});

/** The id of a person of the delivery. */
export const personOf = ({ academy }: DeliveryIndex, joinId: string): PersonId => personIdOf(academy ?? "", joinId);

/** Counts a person among those of a school. */
export const addMember = ({ members }: DeliveryIndex, schoolId: SchoolId, personId: PersonId): void => {
  const people = members.get(schoolId) ?? new Set<PersonId>();
  members.set(schoolId, people.add(personId));
};

/** Names a record by its place. */
export const placeOf = ({ file, line }: { readonly file: string; readonly line: number }): string => `${file}:${line}`;
