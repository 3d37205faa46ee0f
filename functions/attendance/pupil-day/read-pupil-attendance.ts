import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import { followsSchoolLife, isGuardianOf, type Principal, personIn, rolesIn } from "@preau/policy";
import type { Call, Operation } from "@preau/runtime";
import type { attendanceContract } from "../contract.ts";
import type { DayStore } from "./day-store.ts";
import { countOf, type FileDay, familyView } from "./pupil-file.ts";
import type { SettingsStore } from "./settings-store.ts";

type ReadPupilAttendance = typeof attendanceContract.routes.readPupilAttendance;

interface Deps {
  readonly days: Pick<DayStore, "membershipsOf" | "presencesOf">;
  readonly settings: Pick<SettingsStore, "current">;
  now(): Date;
}

const worksOnFiles = (principal: Principal, schoolId: string): boolean =>
  followsSchoolLife(principal, schoolId) || rolesIn(principal, schoolId).includes("office");

const isOwn = (principal: Principal, schoolId: string, pupilId: string): boolean =>
  isGuardianOf(principal, schoolId, pupilId) || personIn(principal, schoolId, "pupil") === pupilId;

/** Whether somebody reads a pupil's file as the school does, or as the family does; nobody else's child exists. */
export const readsAs = (principal: Principal, schoolId: string, pupilId: string): "school" | "family" => {
  if (worksOnFiles(principal, schoolId)) return "school";
  if (isOwn(principal, schoolId, pupilId)) return "family";
  throw problem("not-found");
};

/** A pupil's file as the caller may see it; somebody else's child does not exist. Undefined for a pupil the school does not know. */
export const readFile = async (
  { principal, params, query }: Pick<Call<ReadPupilAttendance>, "principal" | "params" | "query">,
  { days, settings, now }: Deps,
) => {
  const { schoolId, pupilId } = params;
  const inside = readsAs(principal, schoolId, pupilId) === "school";
  const today = schoolTimeOf(now()).day;
  const to = query.to ?? today;
  const schoolYear = schoolYearOf(to);
  const from = query.from !== undefined && schoolYearOf(query.from) === schoolYear ? query.from : `${schoolYear}-08-01`;
  if (from > to) {
    const message = "La fin précède le début : corrigez l’une des dates.";
    throw problem("invalid-request", { errors: [{ field: "query.to", message }] });
  }
  const key = { schoolId, schoolYear, pupilId };
  const [memberships, kept, decided] = await Promise.all([
    days.membershipsOf(key),
    days.presencesOf(key, from, to),
    settings.current(key),
  ]);
  const own = memberships.find(({ kind }) => kind === "class");
  if (own === undefined) throw problem("not-found");
  const told = kept.filter(({ presence }) => presence.lessons.length > 0);
  const seen: readonly FileDay[] = inside ? told : familyView(told, decided, now());
  const { familyName = "", givenName = "", audienceId, code } = own;
  return {
    ...params,
    familyName,
    givenName,
    classId: audienceId,
    className: code,
    from,
    to,
    count: countOf(seen, decided),
    days: seen,
  };
};

/** The lessons at which a pupil was not simply present, and what they amount to: for school life, the family, the pupil. */
export const readPupilAttendance: Operation<ReadPupilAttendance, Deps> = async (call, deps) => {
  const { count, days, ...found } = await readFile(call, deps);
  return {
    status: 200,
    body: {
      ...found,
      count: { ...count, halfDays: [...count.halfDays] },
      days: days.map(({ day, presence }) => ({ day, lessons: [...presence.lessons] })),
    },
  };
};
