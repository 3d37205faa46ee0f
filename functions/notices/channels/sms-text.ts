/** Septets in one SMS (3GPP TS 23.038, §6.1.2.1): one more and the operator sends, and bills, two. */
const ROOM = 160;

// The default alphabet of GSM 7 bit (3GPP TS 23.038, §6.2.1), and what it writes in two septets.
const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const EXTENDED = new Set("^{}\\[~]|€\f");

/** What French writes and the alphabet lacks. */
const SPELT: Readonly<Record<string, string>> = {
  "’": "'",
  "‘": "'",
  "“": '"',
  "”": '"',
  "«": '"',
  "»": '"',
  "–": "-",
  "—": "-",
  "…": "...",
  œ: "oe",
  Œ: "OE",
  "\u00a0": " ",
  "\u202f": " ",
  "\u2009": " ",
};

const writable = (sign: string): boolean => BASIC.has(sign) || EXTENDED.has(sign);

/** One sign in the alphabet of an SMS: itself, or without its accent (ê → e, ç → c), or a question mark. */
const spelt = (sign: string): string => {
  if (writable(sign)) return sign;
  const other = SPELT[sign] ?? sign.normalize("NFD").replace(/\p{M}/gu, "");
  return [...other].every(writable) ? other : "?";
};

/** Septets that a text takes; its signs are of the alphabet. */
export const septetsOf = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (EXTENDED.has(sign) ? 2 : 1), 0);

const MORE = "...";

/**
 * A text as one SMS: in the GSM alphabet (one sign outside it would leave room for seventy) and cut after a word when it is too long. The
 * whole is read in the list of notices.
 */
export const inOneSms = (text: string): string => {
  const plain = [...text.normalize("NFC")].map(spelt).join("").trim();
  if (septetsOf(plain) <= ROOM) return plain;
  const signs = [...plain];
  let room = ROOM - MORE.length;
  const fitting = signs.findIndex((sign) => {
    room -= septetsOf(sign);
    return room < 0;
  });
  const cut = signs.slice(0, fitting).join("");
  const lastWord = cut.lastIndexOf(" ");
  return `${(lastWord > ROOM / 2 ? cut.slice(0, lastWord) : cut).replace(/[\s,;:]+$/, "")}${MORE}`;
};
