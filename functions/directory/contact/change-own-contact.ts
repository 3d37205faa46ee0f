import { type PersonId, problem, type SchoolId } from "@preau/contract";
import { type Principal, personIn } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import type { peopleRoutes } from "../people-contract.ts";
import type { DirectoryStore } from "../store.ts";
import { patched } from "./own-contact.ts";
import type { OwnContactStore } from "./own-contact-store.ts";

interface Deps {
  readonly ownContacts: OwnContactStore;
  readonly store: Pick<DirectoryStore, "find">;
  readonly years: { current(schoolId: string): Promise<number> };
  now(): Date;
}

/** The person the caller is in a school: the parent, for who is also staff under the same account. */
const selfIn = ({ memberships }: Principal, schoolId: SchoolId): PersonId => {
  const here = memberships.filter((one) => one.schoolId === schoolId);
  const self = here.find(({ role }) => role === "guardian") ?? here[0];
  if (self === undefined) throw problem("not-found");
  return self.personId;
};

const ownKey = async (principal: Principal, schoolId: SchoolId, years: Deps["years"]) => ({
  schoolId,
  schoolYear: await years.current(schoolId),
  id: selfIn(principal, schoolId),
});

/** What the school knows of how to reach the caller, and what the caller said. */
export const readOwnContact: Operation<typeof peopleRoutes.readOwnContact, Deps> = async (call, deps) => {
  const { schoolId } = call.params;
  const key = await ownKey(call.principal, schoolId, deps.years);
  const [person, own] = await Promise.all([deps.store.find("person", key), deps.ownContacts.find(key)]);
  if (person === undefined) throw problem("not-found");
  const { contact } = person.content;
  return { status: 200, body: { schoolId, personId: key.id, contact, ...(own && { ownContact: own.said }) } };
};

/** Says how to be reached. School life reads it with its date; no delivery of an academy writes over it. */
export const changeOwnContact: Operation<typeof peopleRoutes.changeOwnContact, Deps> = async (call, deps) => {
  const key = await ownKey(call.principal, call.params.schoolId, deps.years);
  const [person, own] = await Promise.all([deps.store.find("person", key), deps.ownContacts.find(key)]);
  if (person === undefined) throw problem("not-found");
  const said = patched(own?.said, call.body, deps.now());
  const guardian = personIn(call.principal, call.params.schoolId, "guardian") === key.id;
  await deps.ownContacts.put(key, { said, version: own?.version ?? 0, guardian });
  return { status: 200, body: said };
};
