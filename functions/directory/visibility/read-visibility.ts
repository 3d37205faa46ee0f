import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { peopleRoutes } from "../people-contract.ts";
import { type AcquaintanceDeps, acquaintanceWith } from "./acquaintance.ts";

/** Whether the caller may write to somebody, and why. Whoever may not be seen is not there. */
export const readVisibility: Operation<typeof peopleRoutes.readVisibility, AcquaintanceDeps> = async (call, deps) => {
  const { schoolId, personId } = call.params;
  const at = call.query.linkedSchoolId ?? schoolId;
  const { sight, because } = await acquaintanceWith(call.principal, schoolId, { personId, at }, deps);
  if (sight === "none") throw problem("not-found");
  return {
    status: 200,
    body: { schoolId: at, personId, maySee: true, mayWrite: sight === "write", because: [...because] },
  };
};
