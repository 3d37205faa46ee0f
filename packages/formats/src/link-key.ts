import { createHash } from "node:crypto";
import type { LinkKey } from "./statement.ts";

/** Spellings of the keys by which sources name people; see {@link LinkKey} for where each is unique. */
export const linkKey = {
  jointure: (academy: string, jointure: string): LinkKey => `jointure:${academy}|${jointure}`,
  eleveId: (academy: string, eleveId: string): LinkKey => `eleve-id:${academy}|${eleveId}`,
  personneId: (academy: string, personneId: string): LinkKey => `personne-id:${academy}|${personneId}`,
  ine: (ine: string): LinkKey => `ine:${ine}`,
  elenoet: (uai: string, elenoet: string): LinkKey => `elenoet:${uai}|${elenoet}`,
  sts: (academy: string, type: string, id: string): LinkKey => `sts:${academy}|${type}|${id}`,
  oneroster: (origin: string, sourcedId: string): LinkKey => `oneroster:${origin}|${sourcedId}`,
  /** Spelling does not count: the same person with and without accents has one key. */
  onde: (uai: string, ...identity: readonly string[]): LinkKey => {
    const digest = createHash("sha256").update(identity.map(plainName).join("|")).digest("hex").slice(0, 26);
    return `onde:${uai}|${digest}`;
  },
};

/** A name as it is compared: neither accents, case nor punctuation count (« Le Goff-Élie » is `LE GOFF ELIE`). */
export function plainName(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[œŒ]/g, "OE")
    .replace(/[æÆ]/g, "AE")
    .replace(/\p{M}/gu, "")
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, " ")
    .trim();
}
