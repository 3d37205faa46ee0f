import type { AafGuardian, AafPerson, AafPupil } from "@preau/formats";
import { demoPeople } from "../people.ts";
import { demoAcademy } from "../plan/school-plans.ts";
import type { World } from "../population.ts";
import { guardiansOfLevel } from "../scene.ts";
import type { Timetables } from "../timetable.ts";

/** The federations that the local identity provider plays. */
export type Desk = "educonnect" | "agents" | "franceconnect";

/** Somebody who can be played with one click. */
export interface Player {
  readonly id: string;
  readonly desk: Desk;
  readonly name: string;
  /** What they are, in French. */
  readonly role: string;
  /** What the federation says of them: SAML attributes, or claims with one value each. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}

/** ÉduConnect's profiles in FrEduVecteur. */
const GUARDIAN = "2";
const PUPIL = "4";

/** The people of the demonstration as each federation knows them, and a parent whom it takes for either of two. */
export function castOf(world: World, timetables: Timetables): readonly Player[] {
  const uaiOf = new Map(world.plans.map(({ jointure, uai }) => [jointure, uai]));
  const pupils = new Map(world.pupils.map((pupil) => [pupil.jointure, pupil]));
  const guardians = new Map(world.guardians.map((guardian) => [guardian.jointure, guardian]));
  const staff = new Map(world.staff.map((person) => [person.jointure, person]));

  const vector = (profile: string, { familyName, givenName }: AafPupil | AafGuardian, child: AafPupil): string =>
    [profile, familyName, givenName, child.elenoet, uaiOf.get(child.structure)].join("|");
  const refId = (jointure: string): string => `{AAF}${demoAcademy.code}|1|${jointure}`;
  /** ÉduConnect says the children whom somebody legally represents, no others. */
  const childrenOf = ({ jointure, children }: AafGuardian): readonly AafPupil[] =>
    children
      .flatMap((child) => pupils.get(child) ?? [])
      .filter((child) => guardiansOfLevel(child, 1).includes(jointure));

  const played = demoPeople(world, timetables).flatMap(({ part, jointure, name, role }): readonly Player[] => {
    const [pupil, guardian, agent] = [pupils.get(jointure), guardians.get(jointure), staff.get(jointure)];
    if (pupil !== undefined)
      return [
        {
          id: part,
          desk: "educonnect",
          name,
          role,
          attributes: {
            ...namesOf(pupil),
            FrEduCtId: [`educt-${jointure}`],
            FrEduCtRefId: [refId(jointure)],
            FrEduVecteur: [vector(PUPIL, pupil, pupil)],
          },
        },
      ];
    if (guardian !== undefined && childrenOf(guardian).length > 0)
      return [
        {
          id: part,
          desk: "educonnect",
          name,
          role,
          attributes: {
            ...namesOf(guardian),
            FrEduCtId: [`educt-${jointure}`],
            FrEduVecteur: childrenOf(guardian).map((child) => vector(GUARDIAN, guardian, child)),
          },
        },
        { id: part, desk: "franceconnect", name, role, attributes: { ...pivotOf(guardian), sub: [`fc-${jointure}`] } },
      ];
    return agent?.mail === undefined
      ? []
      : [{ id: part, desk: "agents", name, role, attributes: { ...namesOf(agent), mail: [agent.mail] } }];
  });
  return [
    ...played,
    ...namesakes(world.guardians, (one) => childrenOf(one).map((child) => vector(GUARDIAN, one, child))),
  ];
}

function namesOf({ familyName, givenName }: AafPerson): Readonly<Record<string, readonly string[]>> {
  return { sn: [familyName], givenName: [givenName] };
}

/** The pivot identity: what the civil register says. */
function pivotOf({
  birthDate,
  birthName,
  familyName,
  givenName,
}: AafGuardian): Readonly<Record<string, readonly string[]>> {
  return {
    given_name: [givenName],
    family_name: [birthName ?? familyName],
    preferred_username: [familyName],
    birthdate: [birthDate ?? "1980-01-01"],
    gender: ["female"],
    birthplace: ["75056"],
    birthcountry: ["99100"],
  };
}

/**
 * A parent whom two files call by the same name, as when a family has two files in two schools: ÉduConnect says both children, and
 * the person must say which account is theirs.
 */
function namesakes(
  guardians: readonly AafGuardian[],
  vectorsOf: (guardian: AafGuardian) => readonly string[],
): readonly Player[] {
  const byName = Map.groupBy(guardians, ({ familyName, givenName }) => `${givenName} ${familyName}`);
  for (const [name, [one, other, ...more]] of byName) {
    if (one === undefined || other === undefined || more.length > 0) continue;
    if (vectorsOf(one).length === 0 || vectorsOf(other).length === 0) continue;
    return [
      {
        id: "two-files",
        desk: "educonnect",
        name,
        role: "Parent dont deux dossiers ne sont pas réunis",
        attributes: {
          ...namesOf(one),
          FrEduCtId: ["educt-two-files"],
          FrEduVecteur: [...vectorsOf(one), ...vectorsOf(other)],
        },
      },
    ];
  }
  return [];
}
