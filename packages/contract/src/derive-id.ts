import { createHash } from "node:crypto";
import type { AccountId, AudienceId, PersonId, RoomId } from "./ids.ts";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** `length` characters of Crockford base 32 (5 bits each) from the SHA-256 of the parts: the same parts give the same text for ever. */
export const digest = (length: number, ...parts: readonly string[]): string => {
  const bytes = createHash("sha256").update(parts.join("|")).digest();
  return Array.from(bytes.subarray(0, length), (byte) => ALPHABET[byte & 31]).join("");
};

/** The person of an academy's join id (AAF ENTPersonJointure is unique inside one academy only). */
export const personIdOf = (academy: string, joinId: string): PersonId =>
  `per_${digest(13, academy, joinId)}` as PersonId;

/** The class or group of a school, from its code in the school's own nomenclature (`6A`, `6GLAT`). */
export const audienceIdOf = (schoolId: string, code: string): AudienceId =>
  `aud_${digest(13, schoolId, code)}` as AudienceId;

/** The room of a school, from its label. */
export const roomIdOf = (schoolId: string, label: string): RoomId => `roo_${digest(13, schoolId, label)}` as RoomId;

/** The account first opened for a person. */
export const accountIdOf = (personId: string): AccountId => `acc_${digest(13, personId)}` as AccountId;

/** What stands for an identifier of another system (`jointure:…`, `elenoet:…`, `mail:…`) where the identifier itself is nobody's business. */
export const linkDigest = (key: string): string => digest(26, "link", key);
