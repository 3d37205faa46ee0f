import type { AafAddress, AafGuardian, AafPupil } from "@preau/formats";
import { streets } from "../plan/names.ts";
import { demoCity } from "../plan/school-plans.ts";
import type { AdultRole } from "./family-kinds.ts";
import type { Family } from "./invent-pupil.ts";
import { drawFamilyName, drawGivenName, loginOf } from "./people-names.ts";
import type { Random } from "./random.ts";
import { twoDigits } from "./two-digits.ts";

/** A place among the adults of a family, before the person is invented. */
export interface FamilyMember {
  readonly jointure: string;
  readonly role: AdultRole;
}

/** Invents an adult of a family. The phone numbers are not in service and the mail domain belongs to nobody. */
export function inventGuardian(
  random: Random,
  family: Family,
  { jointure, role }: FamilyMember,
  children: readonly AafPupil[],
): AafGuardian {
  const birthName = role.sharesName && role.sex === "M" ? family.familyName : drawFamilyName(random, family.pool);
  const familyName = role.sharesName ? family.familyName : birthName;
  const givenName = drawGivenName(random, family.pool, role.sex);
  const digits = jointure.slice(-4);
  return {
    jointure,
    familyName,
    givenName,
    birthName,
    otherGivenNames: [],
    birthDate: undefined,
    title: role.sex === "F" ? "Mme" : "M.",
    mail: random.chance(0.92) ? `${loginOf({ givenName, familyName })}.${digits}@example.org` : undefined,
    homePhone: random.chance(0.3) ? `+33 1 99 00 ${digits.slice(0, 2)} ${digits.slice(2)}` : undefined,
    workPhone: undefined,
    mobiles: [`+33 6 99 ${twoDigits(random.int(100))} ${digits.slice(0, 2)} ${digits.slice(2)}`],
    smsConsent: random.chance(0.85),
    addressSharing: random.chance(0.5),
    address: family.homes[role.home],
    children: children.map((child) => child.jointure),
  };
}

/** Invents an address of Bourg-l'Essai. */
export function inventAddress(random: Random): AafAddress {
  const lines = [`${1 + random.int(99)} ${random.pick(streets)}`];
  if (random.chance(0.15)) lines.push(`Bâtiment ${random.pick([..."ABC"])}`);
  return { lines, postalCode: demoCity.postalCode, city: demoCity.name, country: "FRANCE" };
}
