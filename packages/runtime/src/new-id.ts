import { randomBytes } from "node:crypto";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** A new random id: the prefix and 13 characters (65 bits). */
export const newId = (prefix: string): string =>
  `${prefix}_${Array.from(randomBytes(13), (byte) => ALPHABET[byte & 31]).join("")}`;
