import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { audienceIdOf } from "@preau/contract/derive-id";
import type { Operation } from "@preau/runtime";
import { composeDays, viewsOf } from "./compose-days.ts";
import type { timetableContract } from "./contract.ts";
import { laterThan } from "./day.ts";
import { findOverlaps } from "./find-overlaps.ts";
import { reportOf } from "./import-report.ts";
import { teacherMatcher } from "./match-teachers.ts";
import { placeCourses } from "./place-courses.ts";
import { daysToCompare, planImport } from "./plan-import.ts";
import { readCourses } from "./read-courses.ts";
import type { TimetableStore } from "./store.ts";

interface Deps {
  readonly store: Pick<
    TimetableStore,
    "answer" | "audiences" | "keepDays" | "keepViews" | "keptDays" | "teachers" | "views"
  >;
  now(): Date;
}

/**
 * Makes the week of the school that of the file. Nothing is written before the whole file is read; then only the days that differ are,
 * each over the version read, so that an import cut short is finished by the next one and two at once cannot mix unseen.
 */
export const importTimetable: Operation<typeof timetableContract.routes.importTimetable, Deps> = async (
  { params: { schoolId }, body, remember },
  { store, now },
) => {
  const { read, courses, issues: refused } = await readCourses(body.xml);
  const year = { schoolId, schoolYear: schoolYearOf(schoolTimeOf(now()).day) };
  const codes = [...new Set(courses.flatMap((course) => course.audiences))];
  const [audiences, teachers, earlier] = await Promise.all([
    store.audiences(
      year,
      codes.map((code) => audienceIdOf(schoolId, code)),
    ),
    store.teachers(year),
    store.views(year),
  ]);
  const classesOf = new Map<string, readonly string[]>(audiences.map((one) => [one.audienceId, one.classIds]));
  const { placed, issues: doubts } = placeCourses(courses, {
    schoolId,
    audienceIds: new Set(classesOf.keys()),
    match: teacherMatcher(teachers),
  });
  const slots = placed.map(({ slot }) => slot);
  const days = composeDays(slots, (audienceId) => classesOf.get(audienceId) ?? []);
  const plan = planImport(days, await store.keptDays(year, daysToCompare(days, earlier)), earlier);

  const views = [...new Map(slots.flatMap(viewsOf).map((view) => [view.viewId, view])).values()];
  const met = new Set(earlier.map((view) => view.viewId));
  await store.keepViews(
    year,
    views.filter((view) => !met.has(view.viewId)),
  );
  const written = [...plan.created, ...plan.changed, ...plan.removed];
  await store.keepDays(
    written.map(({ day, read: version }) => ({
      day: { ...year, ...day, version: laterThan(version, now()) },
      read: version,
    })),
  );

  const report = reportOf({ read, placed, views, plan, issues: [...refused, ...doubts, ...findOverlaps(placed)] });
  await store.answer(remember({ status: 200, body: report }));
  return { status: 200, body: report };
};
