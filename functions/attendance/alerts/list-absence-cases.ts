import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import type { Operation } from "@preau/runtime";
import type { attendanceContract } from "../contract.ts";
import { followedBy } from "../sectors/followed-by.ts";
import type { SectorStore } from "../sectors/sector-store.ts";
import { caseView, listedCaseView } from "./alert-view.ts";
import { stageOf } from "./case.ts";
import type { CaseStore } from "./case-store.ts";

interface Deps {
  readonly cases: Pick<CaseStore, "page" | "find">;
  readonly sectors: Pick<SectorStore, "current">;
  now(): Date;
}

const yearOf = (now: Date): number => schoolYearOf(schoolTimeOf(now).day);

/** Pupils with whom something is under way. A page may hold fewer than asked: the cursor says whether there are more. */
export const listAbsenceCases: Operation<typeof attendanceContract.routes.listAbsenceCases, Deps> = async (
  call,
  deps,
) => {
  const { schoolId } = call.params;
  const { stage, pupils, ...asked } = call.query;
  const school = { schoolId, schoolYear: yearOf(deps.now()) };
  const follows = followedBy(call.principal, schoolId, await deps.sectors.current(school), pupils === "own");
  const { items, cursor } = await deps.cases.page(school, asked);
  const shown = items.filter(
    ({ pupilId, known, listed }) =>
      (stage === undefined || stageOf(known) === stage) && follows({ pupilId, audienceIds: listed.audienceIds }),
  );
  return {
    status: 200,
    body: { items: shown.map((one) => listedCaseView(schoolId, one)), ...(cursor !== undefined && { cursor }) },
  };
};

/** What was done with a pupil this year; an empty case, ready to begin, for most of them. */
export const readAbsenceCase: Operation<typeof attendanceContract.routes.readAbsenceCase, Deps> = async (
  { params: { schoolId, pupilId } },
  { cases, now },
) => {
  const known = await cases.find({ schoolId, schoolYear: yearOf(now()), pupilId });
  return { status: 200, body: caseView(schoolId, pupilId, known) };
};
