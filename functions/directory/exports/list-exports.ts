import type { Operation } from "@preau/runtime";
import type { directoryContract } from "../contract.ts";
import type { YearsStore } from "../school-year/years-store.ts";
import { exportView } from "./export-job.ts";
import type { ExportStore } from "./export-store.ts";

interface Deps {
  readonly years: Pick<YearsStore, "current">;
  readonly exports: Pick<ExportStore, "exportsOf">;
  now(): Date;
}

/** What left the directory of a school this year, the latest first. */
export const listExports: Operation<typeof directoryContract.routes.listExports, Deps> = async (call, deps) => {
  const now = deps.now();
  const { schoolId } = call.params;
  const owner = { owner: schoolId, schoolYear: await deps.years.current(schoolId) };
  const { items, cursor } = await deps.exports.exportsOf(owner, call.query);
  return {
    status: 200,
    body: { items: items.map((job) => exportView(job, now)), ...(cursor !== undefined && { cursor }) },
  };
};
