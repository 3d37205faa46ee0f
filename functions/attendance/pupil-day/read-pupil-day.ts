import { schoolYearOf } from "@preau/calendar";
import { problem, type Role } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { attendanceContract } from "../contract.ts";
import type { DayStore } from "./day-store.ts";
import { presenceOf } from "./presence.ts";

interface Deps {
  readonly days: Pick<DayStore, "sourcesOf">;
}

/** Everything said of a pupil's day: what school life needs to settle a contradiction. */
export const readPupilDay: Operation<typeof attendanceContract.routes.readPupilDay, Deps> = async (call, { days }) => {
  const { schoolId, pupilId, day } = call.params;
  const sources = await days.sourcesOf({ schoolId, schoolYear: schoolYearOf(day), pupilId }, day);
  if (sources.memberships.length === 0) throw problem("not-found");
  const versions = new Map(sources.lessons.map(({ lessonId, version }) => [lessonId, version]));
  const lessons = presenceOf(sources).map((lesson) => ({
    ...lesson,
    rollCall: `${lesson.lessonId}@${versions.get(lesson.lessonId) ?? 0}`,
  }));
  const facts = sources.facts.map(({ byRole, replaces, ...fact }) => ({
    ...fact,
    schoolId,
    pupilId,
    day,
    replaces: [...replaces],
    byRole: byRole as Role,
  }));
  const treatments = sources.treatments.map(({ replaces, ...treatment }) => ({
    ...treatment,
    replaces: [...replaces],
  }));
  const statements = sources.statements.map((statement) => ({ ...statement }));
  return { status: 200, body: { schoolId, pupilId, day, lessons, facts, statements, treatments } };
};
