import { type PersonId, problem, type SchoolId } from "@preau/contract";
import { followsPupil, followsSchoolLife, isGuardianOf, type Principal, personIn } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import type { directoryContract } from "./contract.ts";
import type { PersonKey } from "./person.ts";
import { pupilCard, teaches, type Viewer } from "./person-card.ts";
import type { SettingsStore } from "./settings/settings-store.ts";
import type { DirectoryStore } from "./store.ts";

interface Deps {
  readonly store: Pick<DirectoryStore, "findPeople">;
  readonly settings: Pick<SettingsStore, "find">;
  readonly years: { current(schoolId: string): Promise<number> };
}

/** As whom the caller asks, from the token alone; a teacher has still to teach the pupil. */
const viewerOf = (principal: Principal, schoolId: SchoolId, pupilId: PersonId): Viewer | undefined => {
  if (followsSchoolLife(principal, schoolId)) return { as: "school-life" };
  const personId = personIn(principal, schoolId, "guardian");
  if (personId !== undefined && isGuardianOf(principal, schoolId, pupilId))
    return { as: "guardian", personId: personId as PersonId };
  return personIn(principal, schoolId, "teacher") === undefined ? undefined : { as: "teacher" };
};

/** A pupil for those who follow them: school life, the pupil's own teachers, the pupil's legal representatives. */
export const readPupil: Operation<typeof directoryContract.routes.readPupil, Deps> = async (
  call,
  { store, settings, years },
) => {
  const { schoolId, pupilId } = call.params;
  const viewer = viewerOf(call.principal, schoolId, pupilId);
  if (viewer === undefined) throw problem("not-found");
  const schoolYear = await years.current(schoolId);
  const key = (id: PersonId): PersonKey => ({ schoolId, schoolYear, id });
  const teacherId = viewer.as === "teacher" ? personIn(call.principal, schoolId, "teacher") : undefined;
  const asked = teacherId === undefined ? [pupilId] : [pupilId, teacherId as PersonId];
  const [people, sectors] = await Promise.all([
    store.findPeople(asked.map(key)),
    viewer.as === "school-life" ? settings.find({ schoolId, schoolYear }, "sectors") : undefined,
  ]);
  const pupil = people.find(({ id }) => id === pupilId);
  const teacher = people.find(({ id }) => id === teacherId);
  if (pupil?.content.pupil === undefined) throw problem("not-found");
  const audienceIds = pupil.content.pupil.audiences.map(({ audienceId }) => audienceId);
  if (sectors !== undefined && !followsPupil(call.principal, sectors.value, { schoolId, pupilId, audienceIds }))
    throw problem("not-found");
  if (viewer.as === "teacher" && (teacher === undefined || !teaches(teacher.content, pupil.content)))
    throw problem("not-found");
  const guardians = await store.findPeople(pupil.content.pupil.guardians.map(({ personId }) => key(personId)));
  return { status: 200, body: pupilCard(schoolId, pupil, guardians, viewer) };
};
