import { createHash, randomInt } from "node:crypto";

/** No sign that is taken for another on paper (0 O, 1 I L, U V). */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** 58 bits: nobody guesses one in sixty days, whatever the number of tries. */
const LENGTH = 12;

/** Where a code comes from: the school printed it, or it was sent to the person's mailbox. */
export type CodeKind = "printed" | "mailed";

/** How long each is good for, in seconds: a sheet may wait for the next class; a mail is read at once. */
export const CODE_LIFE: Readonly<Record<CodeKind, number>> = { printed: 60 * 86_400, mailed: 30 * 60 };

/** A new code, as it is printed: `K7MR-PQ2X-9DTF`. */
export const newCode = (): string =>
  Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)])
    .join("")
    .replace(/(.{4})(?=.)/g, "$1-");

/** What is kept of a code: a digest of what was typed, read with indulgence for case, spaces and hyphens. */
export const codeDigest = (login: string, typed: string): string => {
  const code = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .slice(0, 40);
  return createHash("sha256").update(`${login}|${code}`).digest("base64url");
};
