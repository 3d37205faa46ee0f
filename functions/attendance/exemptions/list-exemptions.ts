import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import type { SchoolId } from "@preau/contract";
import type { Call, Operation } from "@preau/runtime";
import type { attendanceContract } from "../contract.ts";
import { followedBy } from "../sectors/followed-by.ts";
import type { SectorStore } from "../sectors/sector-store.ts";
import type { ExemptionStore, ListedExemption } from "./exemption-store.ts";

type ListExemptions = typeof attendanceContract.routes.listExemptions;

interface Deps {
  readonly exemptions: Pick<ExemptionStore, "all">;
  readonly sectors: Pick<SectorStore, "current">;
  now(): Date;
}

/** An exemption as the API shows it: who granted it is for the history, not for the list. */
export const shownExemption = (schoolId: SchoolId, { grantedBy: _grantedBy, ...exemption }: ListedExemption) => ({
  schoolId,
  ...exemption,
  subjectCodes: exemption.subjectCodes === null ? null : [...exemption.subjectCodes],
  recurrence:
    exemption.recurrence === null ? null : { ...exemption.recurrence, weekdays: [...exemption.recurrence.weekdays] },
});

const collator = new Intl.Collator("fr", { numeric: true });

const byClassAndName = (a: ListedExemption, b: ListedExemption): number =>
  collator.compare(a.className, b.className) ||
  collator.compare(a.familyName, b.familyName) ||
  collator.compare(a.givenName, b.givenName) ||
  collator.compare(a.from, b.from);

/** The exemptions of the year that the reader may see, of a class, a pupil, or in force on a day, by class and name. */
export const findExemptions = async (
  { principal, params: { schoolId }, query }: Pick<Call<ListExemptions>, "principal" | "params" | "query">,
  { exemptions, sectors, now }: Deps,
): Promise<readonly ListedExemption[]> => {
  const { day, classId, pupilId, pupils } = query;
  const school = { schoolId, schoolYear: schoolYearOf(day ?? schoolTimeOf(now()).day) };
  const [all, shared] = await Promise.all([exemptions.all(school), sectors.current(school)]);
  const follows = followedBy(principal, schoolId, shared, pupils === "own");
  return all
    .filter((one) => follows({ pupilId: one.pupilId, audienceIds: [one.classId] }))
    .filter(
      (one) => (classId === undefined || one.classId === classId) && (pupilId === undefined || one.pupilId === pupilId),
    )
    .filter((one) => day === undefined || (!one.withdrawn && one.from <= day && day <= one.to))
    .sort(byClassAndName);
};

/** Who is exempted from what. */
export const listExemptions: Operation<ListExemptions, Deps> = async (call, deps) => {
  const found = await findExemptions(call, deps);
  return { status: 200, body: { items: found.map((one) => shownExemption(call.params.schoolId, one)) } };
};
