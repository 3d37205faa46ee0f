import { lessonsOn, readLessonId, type Slot, schoolYearOf, unpackSlot } from "@preau/calendar";
import { type LessonId, problem, type SchoolId } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import { LostRace } from "@preau/store";
import type { Lesson, timetableContract } from "./contract.ts";
import { type MainChange, nextChange, withConcerned } from "./lesson-change.ts";
import { lessonsOf, type ReadView } from "./lessons.ts";
import { nameOf } from "./match-teachers.ts";
import type { TimetableStore } from "./store.ts";

interface Deps {
  readonly store: Pick<TimetableStore, "audiences" | "change" | "readView" | "room" | "teachersNamed">;
}

const NEVER_CHANGED = { status: "planned", version: 0 } as const;

const slotOf = (lessonId: LessonId, view: ReadView): Slot => {
  const { key, day } = readLessonId(lessonId);
  const slot = view.slots.map(unpackSlot).find((one) => one.key === key);
  if (slot === undefined || lessonsOn(day, [slot]).length === 0) throw problem("not-found");
  return slot;
};

const lessonIn = (schoolId: SchoolId, lessonId: LessonId, view: ReadView): Lesson => {
  const lessons = lessonsOf(schoolId, [readLessonId(lessonId).day], [view]);
  const lesson = lessons.find((one) => one.lessonId === lessonId);
  if (lesson === undefined) throw problem("not-found");
  return lesson;
};

/** Changes one lesson on one day, in every timetable that shows it, at once; the version read decides between two offices. */
export const changeLesson: Operation<typeof timetableContract.routes.changeLesson, Deps> = async (
  { params: { schoolId, lessonId }, body, remember },
  { store },
) => {
  const { audienceId, day } = readLessonId(lessonId);
  const year = { schoolId, schoolYear: schoolYearOf(day) };
  const main = { ...year, viewId: audienceId };
  const [view, teachers, room] = await Promise.all([
    store.readView(main, day, day),
    store.teachersNamed(year, body.teacherIds ?? []),
    body.roomId ? store.room({ ...year, viewId: body.roomId }) : undefined,
  ]);
  const slot = slotOf(lessonId, view);
  const current = view.changes.find((change) => change.lessonId === lessonId);
  if ((current?.version ?? 0) !== body.version)
    throw problem("version-conflict", { current: lessonIn(schoolId, lessonId, view) });
  if (body.roomId && room === undefined)
    throw problem("invalid-request", {
      errors: [{ field: "body.roomId", message: "Cette salle n’existe pas : choisissez-la dans la liste des salles." }],
    });
  const substitutes = body.teacherIds?.flatMap((id) => teachers.find(({ personId }) => personId === id) ?? []);
  if (substitutes !== undefined && substitutes.length < (body.teacherIds?.length ?? 0))
    throw problem("invalid-request", {
      errors: [{ field: "body.teacherIds", message: "Cette personne n’enseigne pas dans l’établissement." }],
    });
  const next = nextChange(
    current ?? NEVER_CHANGED,
    body,
    body.roomId && room ? { id: body.roomId, label: room.label } : undefined,
    substitutes?.map((teacher) => ({ id: teacher.personId, name: nameOf(teacher) })),
  );
  const audiences = await store.audiences(
    year,
    slot.audiences.map((audience) => audience.id),
  );
  const classIds = audiences.flatMap((audience) => audience.classIds);
  const change = withConcerned({ ...next, lessonId, day }, slot, classIds, current as MainChange | undefined);
  const lesson = lessonIn(schoolId, lessonId, { ...view, changes: [change] });
  try {
    await store.change(main, change, slot, remember({ status: 200, body: lesson }));
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    throw problem("version-conflict", {
      current: lessonIn(schoolId, lessonId, await store.readView(main, day, day)),
    });
  }
  return { status: 200, body: lesson };
};
