import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { type Day, problem, type SchoolId } from "@preau/contract";
import { type Principal, personIn } from "@preau/policy";
import type { Measure } from "../measures-contract.ts";
import type { Decided, SchoolStore } from "../school/school-store.ts";
import { maySee, type Viewer, viewerOf } from "../viewer.ts";
import type { FileStore } from "./file-store.ts";
import { type KeptMeasure, measureOf } from "./measure.ts";

export interface SeeingDeps {
  readonly files: Pick<FileStore, "find" | "membershipsOf">;
  readonly school: Pick<SchoolStore, "decided" | "taughtBy">;
  now(): Date;
}

/** A measure, and what the caller is to the pupil. */
export interface SeenMeasure {
  readonly kept: KeptMeasure;
  readonly measure: Measure;
  readonly viewer: Viewer;
  readonly decided: Decided;
  readonly today: Day;
}

/** Whether the caller teaches one of these classes or groups, where the school lets that open the file. */
export const teachesOne = async (
  principal: Principal,
  year: { readonly schoolId: string; readonly schoolYear: number },
  audienceIds: readonly string[],
  { settings }: Decided,
  { school }: Pick<SeeingDeps, "school">,
): Promise<boolean> => {
  const teacherId = personIn(principal, year.schoolId, "teacher");
  if (settings.teachersSee === "given" || teacherId === undefined) return false;
  const taught = await school.taughtBy({ ...year, teacherId });
  return audienceIds.some((id) => taught.has(id));
};

/** What was erased by law is gone on the very day, whenever the store gets to deleting it. */
export const isOnFile = ({ erasedOn }: Measure, today: Day): boolean => erasedOn === undefined || today < erasedOn;

/** A measure that the caller may read; any other does not exist for them. */
export const seenMeasure = async (
  principal: Principal,
  params: { readonly schoolId: SchoolId; readonly pupilId: string; readonly measureId: string },
  deps: SeeingDeps,
): Promise<SeenMeasure> => {
  const { schoolId, pupilId, measureId } = params;
  const today = schoolTimeOf(deps.now()).day;
  const year = { schoolId, schoolYear: schoolYearOf(today) };
  const [kept, memberships, decided] = await Promise.all([
    deps.files.find(schoolId, pupilId, measureId),
    deps.files.membershipsOf({ ...year, pupilId }),
    deps.school.decided(year),
  ]);
  if (kept === undefined) throw problem("not-found");
  const measure = measureOf(kept);
  if (!isOnFile(measure, today)) throw problem("not-found");
  const audienceIds = [...new Set([...kept.head.audienceIds, ...memberships.map((one) => one.audienceId)])];
  const shares = { sectors: decided.sectors, delegations: decided.delegations.delegations };
  const viewer = viewerOf(principal, { schoolId, pupilId, audienceIds }, shares, today);
  const teaches = await teachesOne(principal, year, audienceIds, decided, deps);
  if (!maySee(principal, schoolId, viewer, measure, teaches)) throw problem("not-found");
  return { kept, measure, viewer, decided, today };
};
