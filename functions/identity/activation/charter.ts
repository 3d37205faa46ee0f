import type { Account } from "../account.ts";
import type { Charters } from "../store/charters.ts";

/** The rules people accept before they enter, as one place wrote them; `at` in epoch seconds. */
export interface Charter {
  readonly place: string;
  readonly version: number;
  readonly text: string;
  readonly at: number;
}

/** What holds where nobody wrote a charter. */
const USUAL: Charter = {
  place: "usual",
  version: 1,
  at: 0,
  text: `Cet espace sert au travail et à la vie de l’établissement. Élève, lisez cette charte avec vos parents.

Mon compte est personnel. Je ne donne mon mot de passe à personne, pas même à un ami ou à un adulte de l’établissement, et je préviens l’établissement si je pense que quelqu’un s’en sert.

Je respecte les autres. J’écris comme je parlerais en classe : ni insulte, ni menace, ni moquerie, et je ne publie ni photo ni information sur quelqu’un sans son accord.

Je respecte le travail des autres : je cite ce que j’emprunte, et je ne cherche pas à voir ou à modifier ce qui ne me concerne pas.

L’établissement peut bloquer un compte dont on abuse. Les données me concernant ne servent qu’à ma scolarité ; je peux les consulter, les faire corriger et en obtenir copie auprès de l’établissement.`,
};

/** The charter in force in a school: its own, else the territory's, else the usual one. */
export const charterOf = async (schoolId: string, charters: Pick<Charters, "find">): Promise<Charter> =>
  (await charters.find(schoolId)) ?? (await charters.find("territory")) ?? USUAL;

/** The charters the person has yet to accept: of all their schools, each once, in the version in force. */
export const chartersToAccept = async (
  account: Account,
  charters: Pick<Charters, "find">,
): Promise<readonly Charter[]> => {
  const schools = [
    ...new Set(account.attachments.flatMap(({ schoolId, roles }) => (roles.length > 0 ? schoolId : []))),
  ];
  const inForce = await Promise.all(schools.map((schoolId) => charterOf(schoolId, charters)));
  const each = [...new Map(inForce.map((charter) => [charter.place, charter])).values()];
  return each.filter(({ place, version }) => (account.charters?.[place]?.version ?? 0) < version);
};

/** What is noted of an acceptance: the place, the version, the instant (epoch seconds). */
export const accepting = (
  { charters = {} }: Account,
  accepted: readonly Charter[],
  now: number,
): NonNullable<Account["charters"]> => ({
  ...charters,
  ...Object.fromEntries(accepted.map(({ place, version }) => [place, { version, at: now }])),
});
