import { type Among, entryKey, type FoundName, initialsOf } from "./name-entries.ts";
import { type Asked, foundUnder } from "./name-words.ts";
import type { NamesStore, Year } from "./names-store.ts";

/** Lines a page may read: a hundred of them stay under 16 KB, which is two read units. */
const MOST_LINES = 100;
/** Lines a page may read where others are read beside the index. */
const FEW_LINES = 30;

export interface Found {
  readonly sortKey: string;
  readonly name: FoundName;
}

export interface Search {
  readonly among: Among;
  readonly asked: Asked;
  /** What else a name must be: the role asked for, those the caller may see. */
  wanted(name: FoundName): boolean;
  /** Names that are not in the index for this caller, found among these: classmates, own children. */
  readonly known: readonly FoundName[];
  readonly limit: number;
  readonly after?: string | undefined;
  readonly sparing: boolean;
}

const byKey = (a: Found, b: Found): number => (a.sortKey < b.sortKey ? -1 : a.sortKey > b.sortKey ? 1 : 0);

/**
 * One page of a search: at most so many lines read, so that its price does not depend on what is searched. A page may therefore hold
 * fewer names than asked for, or none, and still lead to a next one; `after` is where that one begins.
 */
export const searchNames = async (
  year: Year,
  { among, asked, wanted, known, limit, after, sparing }: Search,
  { find }: Pick<NamesStore, "find">,
): Promise<{ readonly found: readonly Found[]; readonly after: string | undefined }> => {
  const [first, second] = asked.leading;
  const alone = among === "staff" || second === undefined;
  const keyOf = (name: FoundName): string | undefined => {
    const word = foundUnder(name, asked, alone);
    return word === undefined ? undefined : entryKey(word, name);
  };
  const { lines, last } = await find(year, {
    among,
    initials: initialsOf(first, alone ? "" : second),
    prefix: first,
    limit: sparing ? FEW_LINES : MOST_LINES,
    after,
  });
  const listed = new Set(known.map(({ personId }) => personId));
  const inIndex = lines.filter(
    ({ sortKey, name }) => !listed.has(name.personId) && wanted(name) && keyOf(name) === sortKey,
  );
  const beside = known.filter(wanted).flatMap((name) => {
    const sortKey = keyOf(name);
    const here =
      sortKey !== undefined && (after === undefined || sortKey > after) && (last === undefined || sortKey <= last);
    return here ? [{ sortKey, name }] : [];
  });
  const all = [...inIndex, ...beside].sort(byKey);
  const found = all.slice(0, limit);
  return { found, after: all.length > limit ? found.at(-1)?.sortKey : last };
};
