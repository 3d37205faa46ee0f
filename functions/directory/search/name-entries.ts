import type { Role } from "@preau/contract";
import { classOf, type Person } from "../person.ts";
import { searchWords, sortName } from "./name-words.ts";

/** Among whom a name is looked for: everybody, or those who work in the school. */
export type Among = "everybody" | "staff";

/** What a search shows of a person: names, what they are, the class. Never a contact. */
export interface FoundName {
  readonly personId: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly roles: readonly Role[];
  readonly classId?: string | undefined;
  readonly classCode?: string | undefined;
}

/** One line of the index: a name under one of its words, in the partition of that word's initial, alone or beside a later word's. */
export interface NameEntry {
  readonly among: Among;
  readonly initials: string;
  readonly sortKey: string;
  readonly name: FoundName;
}

/** The initials that lead to a partition: of a word, or of a word and one after it in the alphabet. */
export const initialsOf = (word: string, later = ""): string => `${word.slice(0, 1)}${later.slice(0, 1)}`;

/** Where a name stands in a list: by the word it is found under, then by name. */
export const entryKey = (word: string, name: FoundName): string =>
  `${word.slice(0, 40)} ${sortName(name)} ${name.personId.slice("per_".length)}`;

const worksThere = (roles: readonly Role[]): boolean => roles.some((role) => role !== "pupil" && role !== "guardian");

/** What a search may show of a person. */
export const foundNameOf = (personId: string, person: Person): FoundName => {
  const ownClass = classOf(person);
  const { familyName, givenName, roles } = person;
  return { personId, familyName, givenName, roles, classId: ownClass?.audienceId, classCode: ownClass?.code };
};

/**
 * The lines of a person: one a word, and one a pair of words, so that « mar ni » reads the few whose name has both an `m…` and an `n…`
 * rather than every Martin: three lines for a name of two words. The few who work in a school need no pairs among themselves.
 * Whoever has no role in the school is not looked for.
 */
export const nameEntries = (name: FoundName): readonly NameEntry[] => {
  if (name.roles.length === 0) return [];
  const words = searchWords(name);
  const entry = (among: Among, initials: string, word: string): NameEntry => ({
    among,
    initials,
    sortKey: entryKey(word, name),
    name,
  });
  const alone = (among: Among) => words.map((word) => entry(among, initialsOf(word), word));
  const pairs = words.flatMap((word) =>
    [...new Set(words.filter((other) => other > word).map((other) => initialsOf(word, other)))].map((initials) =>
      entry("everybody", initials, word),
    ),
  );
  return [...alone("everybody"), ...pairs, ...(worksThere(name.roles) ? alone("staff") : [])];
};
