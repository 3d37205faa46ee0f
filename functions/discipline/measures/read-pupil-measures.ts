import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { disciplineContract } from "../contract.ts";
import { maySee, viewerOf } from "../viewer.ts";
import type { FileStore } from "./file-store.ts";
import { namedPupil } from "./give-punishment.ts";
import { measureOf } from "./measure.ts";
import { isOnFile, type SeeingDeps, teachesOne } from "./seen-measure.ts";

interface Deps extends SeeingDeps {
  readonly files: Pick<FileStore, "find" | "membershipsOf" | "measuresOf" | "partsOf">;
}

/** The longest that anything but an expulsion stays on a file; whoever was expelled is no longer here. */
const YEARS = 3;

/** The file of a pupil over the years, as far as the caller may know it. To others than family and school life an empty file does not exist. */
export const readPupilMeasures: Operation<typeof disciplineContract.routes.readPupilMeasures, Deps> = async (
  { principal, params: { schoolId, pupilId } },
  deps,
) => {
  const today = schoolTimeOf(deps.now()).day;
  const year = { schoolId, schoolYear: schoolYearOf(today) };
  const years = Array.from({ length: YEARS }, (_, back) => ({ schoolId, schoolYear: year.schoolYear - back, pupilId }));
  const [memberships, decided, parts, ...kept] = await Promise.all([
    deps.files.membershipsOf({ ...year, pupilId }),
    deps.school.decided(year),
    deps.files.partsOf({ ...year, pupilId }),
    ...years.map((key) => deps.files.measuresOf(key)),
  ]);
  const pupil = namedPupil(memberships);
  if (pupil === undefined) throw problem("not-found");
  const { audienceIds, familyName, givenName, className } = pupil;
  const shares = { sectors: decided.sectors, delegations: decided.delegations.delegations };
  const viewer = viewerOf(principal, { schoolId, pupilId, audienceIds }, shares, today);
  const teaches = await teachesOne(principal, year, audienceIds, decided, deps);
  const measures = kept
    .flat()
    .map(measureOf)
    .filter((measure) => isOnFile(measure, today) && maySee(principal, schoolId, viewer, measure, teaches))
    .toSorted((one, other) => (one.day < other.day ? 1 : -1));
  const entitled = viewer.follows || viewer.family !== undefined || viewer.signs || teaches;
  if (!entitled && measures.length === 0) throw problem("not-found");
  return {
    status: 200,
    body: {
      schoolId,
      pupilId,
      familyName,
      givenName,
      className,
      measures,
      incidents: viewer.follows ? parts.toSorted((one, other) => (one.day < other.day ? 1 : -1)) : [],
    },
  };
};
