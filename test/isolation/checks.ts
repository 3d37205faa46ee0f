import { readdirSync, readFileSync } from "node:fs";

export const POLICY = new URL("../../packages/policy/src/", import.meta.url);

/** One condition of the policy's code: where it is and how it reads. */
export interface Check {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What a check is made of. That something is there at all is no check: the next one says what it must be. */
const CONDITION = /[!=]==(?! "")|\.(?:includes|some|every|has)\(/g;
const PRESENCE = /!== undefined/;
const OPEN = "([{";
const CLOSE = ")]}";
const ENDS_LEFT = /(?:&&|\|\||=>|\breturn|[,;!:]|\?\?|\s[?=])\s*$/;
const ENDS_RIGHT = /^(?:\s*(?:&&|\|\||\?\?|[,;])|\s[?:]\s)/;

/** Comments as blanks of the same length, so that places stay what they are. */
const withoutComments = (source: string): string =>
  source.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (comment) => comment.replace(/[^\n]/g, " "));

const leftOf = (source: string, at: number): number => {
  let depth = 0;
  let start = at;
  for (; start > 0; start -= 1) {
    const character = source.charAt(start - 1);
    if (CLOSE.includes(character)) depth += 1;
    if (OPEN.includes(character)) depth -= 1;
    if (depth < 0 || (depth === 0 && ENDS_LEFT.test(source.slice(Math.max(0, start - 12), start)))) break;
  }
  return start + (/^\s*/.exec(source.slice(start))?.[0].length ?? 0);
};

const rightOf = (source: string, at: number): number => {
  let depth = 0;
  let end = at;
  for (; end < source.length; end += 1) {
    const character = source.charAt(end);
    if (depth === 0 && (CLOSE.includes(character) || ENDS_RIGHT.test(source.slice(end, end + 8)))) break;
    if (OPEN.includes(character)) depth += 1;
    if (CLOSE.includes(character)) depth -= 1;
  }
  return end;
};

/** Every check of a source, the text of each one expression. */
export const checksOf = (file: string, source: string): readonly Check[] => {
  const code = withoutComments(source);
  const found = [...code.matchAll(CONDITION)].flatMap((match) => {
    const start = leftOf(code, match.index);
    const end = rightOf(code, match.index + (match[0].endsWith("(") ? match[0].length - 1 : match[0].length));
    const text = code.slice(start, end);
    const line = code.slice(0, start).split("\n").length;
    return PRESENCE.test(text) ? [] : [{ name: `${file}:${line} ${text.replace(/\s+/g, " ")}`, start, end, text }];
  });
  return [...new Map(found.map((check) => [`${check.start} ${check.end}`, check])).values()];
};

/**
 * A source in which each check asks, by its name, whether it has been taken away: it then holds whatever the case.
 * `asks` is the name of a global function.
 */
export const withRemovableChecks = (file: string, source: string, asks: string): string => {
  const code = withoutComments(source);
  const narrowFirst = [...checksOf(file, source)].sort((a, b) => a.end - a.start - (b.end - b.start));
  const edits = narrowFirst.flatMap(({ name, start, end }, width) => [
    { at: start, order: -width, text: `(${asks}(${JSON.stringify(name)}) || (` },
    { at: end, order: width, text: "))" },
  ]);
  // From the end backwards; where several meet, the wider expression stays outside.
  return edits
    .sort((a, b) => b.at - a.at || b.order - a.order)
    .reduce((text, { at, text: inserted }) => text.slice(0, at) + inserted + text.slice(at), code);
};

/** A source without one of its checks. */
export const withoutCheck = (file: string, source: string, name: string): string => {
  const check = checksOf(file, source).find((one) => one.name === name);
  return check === undefined ? source : `${source.slice(0, check.start)}true${source.slice(check.end)}`;
};

/** The files of the policy, read from the disk. */
export const policyFiles = (): readonly { readonly file: string; readonly source: string }[] =>
  readdirSync(POLICY)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => ({ file, source: readFileSync(new URL(file, POLICY), "utf8") }));
