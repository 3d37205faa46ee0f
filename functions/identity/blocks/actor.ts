import { problem } from "@preau/contract";
import type { PersonId } from "@preau/contract/ids";
import { type Principal, personIn } from "@preau/policy";

/** Who acts on the accounts of a school, for its records: its head, or an operator of the territory. */
export const actorIn = (
  principal: Principal,
  schoolId: string,
): { readonly personId: PersonId; readonly role: "head" | "operator" } => {
  const head = personIn(principal, schoolId, "head");
  if (head !== undefined) return { personId: head as PersonId, role: "head" };
  const operator = personIn(principal, "territory", "operator");
  if (operator !== undefined) return { personId: operator as PersonId, role: "operator" };
  throw problem("not-found");
};
