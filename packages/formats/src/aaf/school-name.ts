const kinds: ReadonlyMap<string, string> = new Map([
  ["CLG", "Collège"],
  ["COL", "Collège"],
  ["COLLEGE", "Collège"],
  ["LYC", "Lycée"],
  ["LYCEE", "Lycée"],
  ["LGT", "Lycée"],
  ["LG", "Lycée"],
  ["LT", "Lycée"],
  ["LPO", "Lycée polyvalent"],
  ["LP", "Lycée professionnel"],
  ["EREA", "EREA"],
]);
const smallWords = new Set(["à", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "sur"]);

/**
 * The name people say, from the parts of an AAF school name: `CLG$ADA LOVELACE$VILLE-TEST` is "Collège Ada Lovelace".
 * The city, when it ends the name, is left out. Accents that the file lost stay lost.
 */
export function schoolName(commonName: string, city: string | undefined): string {
  const parts = commonName
    .split("$")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  if (parts.length > 1 && parts.at(-1) === city) parts.pop();
  return parts.map((part, index) => (index === 0 ? (kinds.get(part) ?? titleCase(part)) : titleCase(part))).join(" ");
}

function titleCase(text: string): string {
  if (text !== text.toUpperCase()) return text;
  return text.toLowerCase().replace(/\p{L}+/gu, (word, at: number) => {
    return at > 0 && smallWords.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1);
  });
}
