import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import type { Principal } from "@preau/policy";
import { mayReadIncident } from "../journal/follower.ts";
import type { Decided, SchoolStore } from "../school/school-store.ts";
import { incidentLastsUntil, incidentOf, type KeptIncident } from "./incident.ts";
import type { IncidentStore } from "./incident-store.ts";

export interface SeeingDeps {
  readonly incidents: Pick<IncidentStore, "find">;
  readonly school: Pick<SchoolStore, "decided">;
  now(): Date;
}

/** An incident that the caller may read; any other does not exist for them. */
export const seenIncident = async (
  principal: Principal,
  { schoolId, incidentId }: { readonly schoolId: string; readonly incidentId: string },
  deps: SeeingDeps,
): Promise<{ readonly kept: KeptIncident; readonly decided: Decided }> => {
  const today = schoolTimeOf(deps.now()).day;
  const [kept, decided] = await Promise.all([
    deps.incidents.find(schoolId, incidentId),
    deps.school.decided({ schoolId, schoolYear: schoolYearOf(today) }),
  ]);
  if (kept === undefined || incidentLastsUntil(kept.head.day) <= today) throw problem("not-found");
  const line = {
    by: incidentOf(kept).by,
    protagonists: kept.protagonists.map((one) => ({ ...one, schoolId: kept.head.schoolId })),
  };
  if (!mayReadIncident({ principal, schoolId, sectors: decided.sectors }, line)) throw problem("not-found");
  return { kept, decided };
};
