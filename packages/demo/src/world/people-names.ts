import { type NamePool, namePools } from "../plan/names.ts";
import type { Random } from "./random.ts";

/** A sex as the registers know it; it chooses a given name and a title, nothing else. */
export type Sex = "F" | "M";

const drawn = namePools.flatMap((pool) => Array.from({ length: pool.weight }, () => pool));

/** Draws a pool of names. */
export function drawPool(random: Random): NamePool {
  return random.pick(drawn);
}

/** Draws a family name, in capitals as the registers write it. */
export function drawFamilyName(random: Random, pool: NamePool): string {
  return random.pick(pool.families).toLocaleUpperCase("fr");
}

/** Draws a given name, now and then a French one in a family from elsewhere. */
export function drawGivenName(random: Random, pool: NamePool, sex: Sex): string {
  const chosen = random.chance(0.3) ? (namePools[0] ?? pool) : pool;
  return random.pick(sex === "F" ? chosen.girls : chosen.boys);
}

/** `prenom.nom` in ASCII: accents off, spaces to hyphens, apostrophes off. */
export function loginOf(person: { readonly givenName: string; readonly familyName: string }): string {
  const ascii = `${person.givenName}.${person.familyName}`
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replaceAll("ı", "i")
    .normalize("NFD");
  return ascii.replaceAll(" ", "-").replace(/[^a-z.-]/g, "");
}
