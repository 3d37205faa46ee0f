import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import type { Operation } from "@preau/runtime";
import type { attendanceContract } from "../contract.ts";
import type { FollowUpStore } from "./follow-up-store.ts";
import { followUpView } from "./follow-up-view.ts";

interface Deps {
  readonly followUps: Pick<FollowUpStore, "page">;
  now(): Date;
}

/** What was noted of a pupil in a year of this school, struck notes too. */
export const listFollowUps: Operation<typeof attendanceContract.routes.listFollowUps, Deps> = async (
  { params: { schoolId, pupilId }, query: { schoolYear, ...asked } },
  { followUps, now },
) => {
  const key = { schoolId, schoolYear: schoolYear ?? schoolYearOf(schoolTimeOf(now()).day), pupilId };
  const { items, cursor } = await followUps.page(key, asked);
  return {
    status: 200,
    body: { items: items.map((note) => followUpView(key, note)), ...(cursor !== undefined && { cursor }) },
  };
};
