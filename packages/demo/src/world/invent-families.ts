import type { AafGuardian, AafPupil } from "@preau/formats";
import { contact, contactShare, familyKinds } from "./family-kinds.ts";
import { type FamilyMember, inventAddress, inventGuardian } from "./invent-guardian.ts";
import { type Family, inventPupil } from "./invent-pupil.ts";
import { drawFamilyName, drawPool } from "./people-names.ts";
import type { Random } from "./random.ts";
import type { Seat } from "./seats.ts";

/** The pupils of all the schools and the adults who answer for them. */
export interface Families {
  readonly pupils: readonly AafPupil[];
  readonly guardians: readonly AafGuardian[];
}

const drawnKinds = familyKinds.flatMap((kind) => Array.from({ length: kind.weight }, () => kind));
const firstGuardian = 800_001;

/** Fills every seat, family by family; brothers and sisters are of different levels, in the same school or not. */
export function inventFamilies(random: Random, seats: readonly Seat[]): Families {
  const pupils: AafPupil[] = [];
  const guardians: AafGuardian[] = [];
  const free = new Set(random.shuffle(seats));
  for (const seat of free) {
    const taken = takeSeats(random, seat, free);
    const pool = drawPool(random);
    const kind = random.pick(drawnKinds);
    const roles = random.chance(contactShare) ? [...kind.adults, contact] : kind.adults;
    const family: Family = {
      pool,
      familyName: drawFamilyName(random, pool),
      members: roles.map(
        (role, index): FamilyMember => ({ role, jointure: String(firstGuardian + guardians.length + index) }),
      ),
      birthMonth: 1 + random.int(12),
      homes: [inventAddress(random), inventAddress(random)],
    };
    const children = taken.map((place, index) =>
      inventPupil(random, family, place, pupils.length + index, taken.length === 1),
    );
    pupils.push(...children);
    guardians.push(...family.members.map((member) => inventGuardian(random, family, member, children)));
  }
  return { pupils, guardians };
}

/** The seat, and for one family in three a second or a third one at other levels; they leave the free seats. */
function takeSeats(random: Random, seat: Seat, free: Set<Seat>): readonly Seat[] {
  const wanted = random.chance(0.33) ? (random.chance(0.15) ? 3 : 2) : 1;
  const taken = [seat];
  free.delete(seat);
  for (const other of free) {
    if (taken.length >= wanted) break;
    if (taken.some(({ level }) => level === other.level)) continue;
    taken.push(other);
    free.delete(other);
  }
  return taken;
}
