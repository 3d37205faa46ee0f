import { problem } from "@preau/contract";
import type { PersonId } from "@preau/contract/ids";
import { type Principal, personIn } from "@preau/policy";
import type { Decided } from "./decisions.ts";

/** The operator who decides, for the record. */
export const actorOf = (principal: Principal): Decided["by"] => {
  const personId = personIn(principal, "territory", "operator");
  if (personId === undefined) throw problem("forbidden");
  return { personId: personId as PersonId, role: "operator" };
};
