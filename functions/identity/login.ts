/** Letters that Unicode does not take apart into a base letter and an accent. */
const LETTERS: Readonly<Record<string, string>> = {
  œ: "oe",
  æ: "ae",
  ß: "ss",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

const ascii = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[œæßøłđðþı]/g, (letter) => LETTERS[letter] ?? "")
    .replace(/\p{M}/gu, "");

const word = (name: string): string =>
  ascii(name)
    .replace(/['’ʼ]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "");

/** The login a person is first given: `prenom.nom`, in plain ASCII so that it can be dictated and typed on any keyboard. */
export const loginOf = (givenName: string, familyName: string): string =>
  [word(givenName), word(familyName)].filter((part) => part !== "").join(".") || "compte";

/** The login of the n-th homonym: `.2` for the second. */
export const homonymLogin = (login: string, rank: number): string => (rank < 2 ? login : `${login}.${rank}`);

/** What a person typed, read with indulgence: capitals, accents and surrounding spaces do not matter. */
export const typedLogin = (text: string): string => ascii(text.trim()).slice(0, 100);
