import type { AafAddress, AafPupil } from "@preau/formats";
import type { NamePool } from "../plan/names.ts";
import type { FamilyMember } from "./invent-guardian.ts";
import { drawGivenName } from "./people-names.ts";
import type { Random } from "./random.ts";
import type { Seat } from "./seats.ts";
import { twoDigits } from "./two-digits.ts";

/** What brothers and sisters share. */
export interface Family {
  readonly pool: NamePool;
  readonly familyName: string;
  readonly members: readonly FamilyMember[];
  readonly birthMonth: number;
  /** The children live in the first; separated parents and contacts in the second. */
  readonly homes: readonly [AafAddress, AafAddress];
}

const regimes = ["DEMI-PENSIONNAIRE DANS L'ÉTABLISSEMENT", "DEMI-PENSIONNAIRE DANS L'ÉTABLISSEMENT", "EXTERNE LIBRE"];
const firstPupil = 700_001;
const firstElenoet = 501;

/** Invents the pupil of a seat; `index` makes the identifiers. An only child may have repeated a year. */
export function inventPupil(random: Random, family: Family, seat: Seat, index: number, onlyChild: boolean): AafPupil {
  const { plan, level, classCode } = seat;
  const girl = random.chance(0.5);
  const birthYear = level.birthYear - (onlyChild && random.chance(0.05) ? 1 : 0);
  return {
    jointure: String(firstPupil + index),
    familyName: family.familyName,
    birthName: family.familyName,
    givenName: drawGivenName(random, family.pool, girl ? "F" : "M"),
    otherGivenNames: [],
    birthDate: `${birthYear}-${twoDigits(family.birthMonth)}-${twoDigits(1 + random.int(28))}`,
    title: girl ? "Mme" : "M.",
    mail: undefined,
    ine: `099${String(index + 1).padStart(6, "0")}${letter(random)}${letter(random)}`,
    elenoet: String(firstElenoet + index),
    structure: plan.jointure,
    classes: [{ structure: plan.jointure, code: classCode }],
    groups: seat.groups.map((code) => ({ structure: plan.jointure, code })),
    guardians: family.members.map(({ jointure, role: { kinship, level: responsibility, paysFees } }) => {
      return { jointure, kinship, level: responsibility, paysFees };
    }),
    mef: { code: level.mef, label: level.label },
    level: level.label,
    options: seat.options.map(({ code, label }) => ({ code, label })),
    regime: random.pick(regimes),
    status: "SCOLAIRE",
    transport: random.chance(0.4),
    scholarship: random.chance(0.25),
    phone: undefined,
    address: family.homes[0],
  };
}

function letter(random: Random): string {
  return random.pick([..."ABCDEFGHJK"]);
}
