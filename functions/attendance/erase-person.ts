import type { LessonId, Payload } from "@preau/contract";
import type { Objects } from "@preau/runtime/objects";
import type { personErasedV1 } from "../../events/person-erased.v1.ts";
import type { ErasureStore } from "./erasure-store.ts";
import type { PackedRegister, PackedRoster } from "./pack.ts";
import { eraseFile } from "./retention/erase-file.ts";
import type { PupilFileStore } from "./retention/pupil-file-store.ts";

interface Deps {
  readonly erasures: ErasureStore;
  readonly files: PupilFileStore;
  readonly objects: Pick<Objects, "remove">;
}

type PackedMark = PackedRegister["facts"][number][4][number];

const nameless = (mark: PackedMark, pupilId: string): PackedMark => {
  const [id, classIndex, _familyName, _givenName, letter, minutes] = mark;
  return id === pupilId.slice(4) ? [id, classIndex, "", "Élève effacé", letter, minutes] : mark;
};

/** The register of a lesson without the name of a pupil: that somebody was absent remains, as the school must be able to count it. */
export const withoutNameOf = (register: PackedRegister, pupilId: string): PackedRegister => ({
  ...register,
  facts: register.facts.map(([version, by, byRole, at, marks, ...rest]) => [
    version,
    by,
    byRole,
    at,
    marks.map((mark) => nameless(mark, pupilId)),
    ...rest,
  ]),
});

const withoutPupil = ({ classes, pupils }: PackedRoster, pupilId: string): PackedRoster => ({
  classes,
  pupils: pupils.filter(([id]) => id !== pupilId.slice(4)),
});

/**
 * Erases a pupil's file of absences with its proofs, and their exemptions, takes them off the lists of their classes, and their name out of the registers in
 * which they were marked: a register is the school's own record of a lesson and stays, nameless. The file goes last, since it leads to
 * the registers: interrupted, the event comes back and finds the rest.
 */
export const erasePerson = async (
  { schoolId, schoolYear, personId, audienceIds, version }: Payload<typeof personErasedV1>,
  { erasures, files, objects }: Deps,
): Promise<void> => {
  const scope = { schoolId, schoolYear };
  await erasures.eraseListedExemptions(scope, personId);
  await erasures.leaveRolls(scope, personId);
  const lessons = await erasures.lessonsOf(scope, personId);
  for (const { lessonId } of lessons)
    await erasures.rewriteRegister(scope, lessonId as LessonId, (register) => withoutNameOf(register, personId));
  for (const audienceId of audienceIds) {
    await erasures.eraseExemptions(scope, audienceId, personId);
    await erasures.rewriteRoster(scope, audienceId, version, (roster) => withoutPupil(roster, personId));
  }
  await eraseFile({ ...scope, pupilId: personId }, { files, objects });
  await erasures.eraseLessons(scope, personId, lessons);
};
