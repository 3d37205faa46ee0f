import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import type { Operation } from "@preau/runtime";
import type { attendanceContract } from "../contract.ts";
import { followedBy } from "../sectors/followed-by.ts";
import type { SectorStore } from "../sectors/sector-store.ts";
import type { AlertStore } from "./alert-store.ts";
import { alertView } from "./alert-view.ts";

interface Deps {
  readonly alerts: Pick<AlertStore, "page">;
  readonly sectors: Pick<SectorStore, "current">;
  now(): Date;
}

/** Alerts that stand, of the pupils the caller follows. A page may hold fewer than asked: the cursor says whether there are more. */
export const listAlerts: Operation<typeof attendanceContract.routes.listAlerts, Deps> = async (call, deps) => {
  const { schoolId } = call.params;
  const { classId, pupils, ...asked } = call.query;
  const school = { schoolId, schoolYear: schoolYearOf(schoolTimeOf(deps.now()).day) };
  const follows = followedBy(call.principal, schoolId, await deps.sectors.current(school), pupils === "own");
  const { items, cursor } = await deps.alerts.page(school, asked);
  const shown = items.filter(
    ({ pupilId, listed }) =>
      (classId === undefined || listed.classId === classId) && follows({ pupilId, audienceIds: listed.audienceIds }),
  );
  return {
    status: 200,
    body: { items: shown.map((one) => alertView(schoolId, one)), ...(cursor !== undefined && { cursor }) },
  };
};
