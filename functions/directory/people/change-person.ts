import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { directoryContract } from "../contract.ts";
import { correct } from "./say-of-school.ts";
import { type SpeakingDeps, schoolSpeaks } from "./school-speaks.ts";

/** Corrects what the sources say of somebody: the correction stays until the school takes it back. */
export const changePerson: Operation<typeof directoryContract.routes.changePerson, SpeakingDeps> = async (
  call,
  deps,
) => {
  const { schoolId, personId } = call.params;
  const reply = { status: 200, body: { schoolId, personId } } as const;
  await schoolSpeaks(
    {
      schoolId,
      schoolYear: await deps.years.current(schoolId),
      about: [personId],
      says: (people) => {
        const person = people.get(personId);
        if (person === undefined) throw problem("not-found");
        if (
          person.content.pupil === undefined &&
          (call.body.classCode !== undefined || call.body.groupCodes !== undefined)
        )
          throw problem("invalid-request", {
            errors: [{ field: "body.classCode", message: "Seul un élève a une classe ou des groupes." }],
          });
        return new Map([[personId, correct(person.says.get("manual"), call.body)]]);
      },
    },
    call.remember(reply),
    deps,
  );
  return reply;
};
