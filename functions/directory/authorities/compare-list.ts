import { schoolTimeOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import { plainName } from "@preau/formats/link-key";
import { answersFor } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import type { directoryContract } from "../contract.ts";
import { isPupil, type Present, readSnapshot } from "../exports/school-snapshot.ts";
import type { YearsStore } from "../school-year/years-store.ts";
import type { DirectoryStore } from "../store.ts";
import type { AuthorityStore } from "./authority-store.ts";
import { ownAuthority } from "./own-authority.ts";

interface Deps {
  readonly authorities: Pick<AuthorityStore, "find">;
  readonly store: Pick<DirectoryStore, "find" | "findPeople" | "census">;
  readonly years: Pick<YearsStore, "current">;
  now(): Date;
}

const keyOf = (familyName: string, givenName: string, birthDate: string | undefined): string =>
  [plainName(familyName), plainName(givenName), birthDate].join("|");

/** A pupil under each name they are known by. */
const keysOf = ({ person }: Present): readonly string[] =>
  [person.familyName, person.birthName ?? person.familyName].map((name) =>
    keyOf(name, person.givenName, person.birthDate),
  );

const messageOf = (sent: number, matched: number, notInList: number): string =>
  [
    `${matched} élèves sur ${sent} se retrouvent dans l’établissement.`,
    matched < sent
      ? `${sent - matched} ligne${sent - matched > 1 ? "s n’y correspondent" : " n’y correspond"} à personne : vérifiez-les.`
      : "",
    notInList > 0
      ? `${notInList} élève${notInList > 1 ? "s" : ""} de l’établissement ne ${notInList > 1 ? "sont" : "est"} pas dans votre liste : voyez avec sa direction.`
      : "",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");

/**
 * Tells a commune how far its list and the school's agree: which of its own lines match nobody, and how many pupils it lacks. Never a
 * name, and never whom the school has: a town learns nothing that it did not send.
 */
export const compareList: Operation<typeof directoryContract.routes.compareList, Deps> = async (call, deps) => {
  const { schoolId, pupils: sent } = call.body;
  const authority = await ownAuthority(call.principal, call.params.authorityId, deps.authorities);
  if (authority.kind !== "commune" || !answersFor(authority, schoolId)) throw problem("not-found");
  const year = { schoolId, schoolYear: await deps.years.current(schoolId) };
  const snapshot = await readSnapshot(deps.store, year, schoolTimeOf(deps.now()).day);
  if (snapshot === undefined) throw problem("not-found");
  const there = snapshot.present.filter(isPupil);
  const known = new Map(there.flatMap((pupil) => keysOf(pupil).map((key) => [key, pupil.id])));
  const found = sent.map((line) => known.get(keyOf(line.familyName, line.givenName, line.birthDate)));
  const matched = found.filter((id) => id !== undefined);
  const notInList = there.length - new Set(matched).size;
  return {
    status: 200,
    body: {
      schoolId,
      sent: sent.length,
      matched: matched.length,
      unmatched: found.flatMap((id, index) => (id === undefined ? [index + 1] : [])),
      notInList,
      message: messageOf(sent.length, matched.length, notInList),
    },
  };
};
