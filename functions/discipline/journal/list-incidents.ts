import type { Operation } from "@preau/runtime";
import type { disciplineContract } from "../contract.ts";
import { mayReadIncident } from "./follower.ts";
import type { IncidentLine } from "./line.ts";
import { type PageDeps, readPage } from "./read-page.ts";

/** Incidents of a period, latest first: for school life, those of the pupils they follow; for others, those they reported. */
export const listIncidents: Operation<typeof disciplineContract.routes.listIncidents, PageDeps> = async (
  call,
  deps,
) => {
  const { schoolId } = call.params;
  const { classId, state } = call.query;
  const { lines, cursor } = await readPage<IncidentLine>(
    schoolId,
    "INCIDENT",
    call.query,
    ({ line }, { sectors }) =>
      (classId === undefined || line.classes.some((one) => one.classId === classId)) &&
      (state === undefined || line.state === state) &&
      mayReadIncident({ principal: call.principal, schoolId, sectors }, line),
    deps,
  );
  return {
    status: 200,
    body: {
      items: lines.map(({ id, day, line: { of: _of, classes: _classes, time, protagonists, by, ...line } }) => ({
        incidentId: id,
        schoolId,
        day,
        ...(time !== undefined && { time }),
        ...line,
        by: { ...by },
        protagonists: protagonists.map(({ audienceIds: _audienceIds, ...one }) => one),
      })),
      ...(cursor !== undefined && { cursor }),
    },
  };
};
