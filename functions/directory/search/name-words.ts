const LIGATURES: Readonly<Record<string, string>> = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l", đ: "d" };

/** The words of a name or of a search, as they are compared: « D’Orval-Niña » → `d`, `orval`, `nina`. */
export const wordsOf = (text: string): readonly string[] =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[œæßøłđ]/g, (letter) => LIGATURES[letter] ?? "")
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");

export interface Name {
  readonly familyName: string;
  readonly givenName: string;
}

/** The order of lists: family name, then given name. */
export const sortName = ({ familyName, givenName }: Name): string =>
  [...wordsOf(familyName), ...wordsOf(givenName)].join(" ").slice(0, 60);

/** The words of one name, the first of them followed by all the others: « legoff » finds LE GOFF, and so do « le » and « goff ». */
const wordsOfPart = (text: string): readonly string[] => {
  const [first, ...others] = wordsOf(text);
  return first === undefined ? [] : [[first, ...others].join(""), ...others];
};

/** What a person is found under. */
export const searchWords = ({ familyName, givenName }: Name): readonly string[] => [
  ...new Set([...wordsOfPart(familyName), ...wordsOfPart(givenName)]),
];

/** Nobody types more, and each word costs a comparison a line. */
const WORDS_ASKED = 6;

/** A search made ready. */
export interface Asked {
  readonly words: readonly string[];
  /** The two words that say most, the smaller first: a name that has both is found in one place. One alone when there is one. */
  readonly leading: readonly [first: string, second?: string];
}

const smallestFirst = (words: readonly string[]): readonly string[] => [...words].sort();
const longestFirst = (words: readonly string[]): readonly string[] => [...words].sort((a, b) => b.length - a.length);

/** Reads what somebody typed; nothing to look for gives `undefined`. */
export const askedOf = (search: string): Asked | undefined => {
  const words = wordsOf(search).slice(0, WORDS_ASKED);
  const [first, second] = smallestFirst(longestFirst(words).slice(0, 2));
  if (first === undefined) return undefined;
  return { words, leading: second === undefined ? [first] : [first, second] };
};

/** Whether each word asked for begins a word of the name, and no two the same one. */
const answers = (own: readonly string[], { words }: Asked): boolean => {
  const left = [...own];
  return longestFirst(words).every((asked) => {
    const at = left.findIndex((word) => word.startsWith(asked));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
};

/** Whether `other` stands beside `word` on a line where the second word asked for is looked for. */
const besides = (word: string, second: string, own: readonly string[]): boolean =>
  own.some((other) => other > word && other[0] === second[0]);

/**
 * The word under which a search finds a name: the first of those it could be found under, so that nobody is listed twice.
 * None when the name does not answer the search. `alone`: among lines of single words, whatever the number of words asked.
 */
export const foundUnder = (name: Name, asked: Asked, alone = false): string | undefined => {
  const own = searchWords(name);
  if (!answers(own, asked)) return undefined;
  const [first, second] = asked.leading;
  return smallestFirst(own).find(
    (word) => word.startsWith(first) && (alone || second === undefined || besides(word, second, own)),
  );
};
