import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { type AudienceId, problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import { authorIn } from "../author.ts";
import type { disciplineContract } from "../contract.ts";
import type { IncidentStore } from "../incidents/incident-store.ts";
import type { SchoolStore } from "../school/school-store.ts";
import { yearlyId } from "../yearly-id.ts";
import { faultsOfPlan, requireFree } from "./check-slot.ts";
import type { FileStore, Membership } from "./file-store.ts";
import { type KeptMeasure, type MeasureHead, measureOf } from "./measure.ts";

export interface GivingDeps {
  readonly files: Pick<FileStore, "membershipsOf" | "measuresOf" | "keep">;
  readonly school: Pick<SchoolStore, "decided">;
  readonly incidents: Pick<IncidentStore, "find">;
  now(): Date;
  newId(prefix: string): string;
}

/** The pupil as a measure names them; undefined for whoever has no class in the school. */
export const namedPupil = (
  memberships: readonly Membership[],
): Pick<MeasureHead, "familyName" | "givenName" | "classId" | "className" | "audienceIds"> | undefined => {
  const own = memberships.find(({ kind }) => kind === "class");
  if (own === undefined) return undefined;
  const { familyName = "", givenName = "", audienceId, code } = own;
  const audienceIds = memberships.map((one) => one.audienceId);
  return { familyName, givenName, classId: audienceId as AudienceId, className: code, audienceIds };
};

/** A measure may follow from an incident of the school, and from no other. */
export const requireIncident = async (
  schoolId: string,
  incidentId: string | undefined,
  { incidents }: Pick<GivingDeps, "incidents">,
): Promise<void> => {
  if (incidentId === undefined || (await incidents.find(schoolId, incidentId)) !== undefined) return;
  throw problem("invalid-request", {
    errors: [
      { field: "body.incidentId", message: "Cet incident n’existe pas : retirez-le ou choisissez-en un autre." },
    ],
  });
};

/** Gives a pupil of the school a punishment, in the words of the school; what its family sees is settled now, for good. */
export const givePunishment: Operation<typeof disciplineContract.routes.givePunishment, GivingDeps> = async (
  call,
  deps,
) => {
  const { schoolId, pupilId } = call.params;
  const { punishmentId, reason, incidentId, work, dueOn, detention } = call.body;
  const at = deps.now();
  const today = schoolTimeOf(at).day;
  const year = { schoolId, schoolYear: schoolYearOf(today) };
  const by = authorIn(call.principal, schoolId);
  const [memberships, { settings }, given] = await Promise.all([
    deps.files.membershipsOf({ ...year, pupilId }),
    deps.school.decided(year),
    deps.files.measuresOf({ ...year, pupilId }),
  ]);
  const pupil = namedPupil(memberships);
  if (pupil === undefined || by === undefined) throw problem("not-found");
  const punishment = settings.punishments.find(({ id }) => id === punishmentId);
  if (punishment === undefined) throw problem("unknown-punishment");
  const { kind, label } = punishment;
  const errors = faultsOfPlan(kind, { detention, work, dueOn }, today);
  if (errors.length > 0) throw problem("invalid-request", { errors });
  await requireIncident(schoolId, incidentId, deps);
  requireFree(detention, given.map(measureOf));
  const measureId = yearlyId("mea", year.schoolYear, deps.newId);
  const kept: KeptMeasure = {
    head: { ...year, measureId, pupilId, ...pupil, reason, incidentId, familySees: settings.familiesSeePunishments },
    steps: [{ step: "give", kind, label, work, dueOn, detention, by, at: at.toISOString(), day: today }],
  };
  const reply = { status: 201 as const, body: measureOf(kept) };
  await deps.files.keep(kept, undefined, call.remember(reply));
  return reply;
};
