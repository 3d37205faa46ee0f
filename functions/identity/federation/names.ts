import { plainName } from "@preau/formats/link-key";

interface Names {
  readonly familyName: string;
  readonly givenName: string;
}

const wordsOf = (name: string): readonly string[] => plainName(name).split(" ").filter(Boolean);

const holds = (more: readonly string[], fewer: readonly string[]): boolean =>
  fewer.length > 0 && fewer.every((word) => more.includes(word));

/**
 * Whether two spellings may be one person's: the same first given name, and one family name within the other, for one system
 * knows the birth name and the other both (`MARTIN`, `MARTIN-DUPONT`). Nothing is like an empty name.
 */
export const sameNames = (one: Names, other: Names): boolean => {
  const [family, otherFamily] = [wordsOf(one.familyName), wordsOf(other.familyName)];
  const [given, otherGiven] = [wordsOf(one.givenName), wordsOf(other.givenName)];
  return (
    given[0] !== undefined && given[0] === otherGiven[0] && (holds(family, otherFamily) || holds(otherFamily, family))
  );
};
