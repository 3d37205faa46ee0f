import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { directoryContract } from "../contract.ts";
import { withGuardian } from "./say-of-school.ts";
import { type SpeakingDeps, schoolSpeaks } from "./school-speaks.ts";

/** Says how an adult of the school answers for a pupil. Rights a court took away stay away whatever the next delivery says. */
export const setGuardian: Operation<typeof directoryContract.routes.setGuardian, SpeakingDeps> = async (call, deps) => {
  const { schoolId, pupilId, personId } = call.params;
  const reply = { status: 200, body: { schoolId, pupilId, personId } } as const;
  await schoolSpeaks(
    {
      schoolId,
      schoolYear: await deps.years.current(schoolId),
      about: [pupilId, personId],
      says: (people) => {
        const [pupil, adult] = [people.get(pupilId), people.get(personId)];
        if (pupil?.content.pupil === undefined || adult === undefined || adult.content.pupil !== undefined)
          throw problem("not-found");
        const linked = pupil.content.pupil.guardians.some((link) => link.personId === personId);
        if (!linked && (call.body.level === undefined || call.body.kinship === undefined))
          throw problem("invalid-request", {
            errors: [
              {
                field: "body.level",
                message: "Cet adulte n’est pas encore lié à l’élève : donnez le niveau et le lien de parenté.",
              },
            ],
          });
        return new Map([[pupilId, withGuardian(pupil.says.get("manual"), personId, call.body)]]);
      },
    },
    call.remember(reply),
    deps,
  );
  return reply;
};
