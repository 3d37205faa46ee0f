import { type PersonId, problem } from "@preau/contract";
import { personIn } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import type { directoryContract } from "../contract.ts";
import type { Say } from "../import/say.ts";
import { staffSay, withGuardian } from "./say-of-school.ts";
import { ownKey, type SpeakingDeps, schoolSpeaks } from "./school-speaks.ts";

interface Deps extends SpeakingDeps {
  newKey(): string;
}

/** Records somebody the academy does not know: a stand-in teacher, a pupil who has just arrived, a second parent. */
export const createPerson: Operation<typeof directoryContract.routes.createPerson, Deps> = async (call, deps) => {
  const { principal, params, body } = call;
  const { schoolId } = params;
  // Who makes a head makes somebody who may do everything: only a head does.
  if (body.kind === "staff" && body.role === "head" && personIn(principal, schoolId, "head") === undefined)
    throw problem("only-a-head");
  const { keys, personId } = ownKey(schoolId, deps.newKey());
  const { familyName, givenName, birthDate, mail, phones } = body;
  const described: Say = { keys, familyName, givenName, birthDate, contact: { mail, phones } };
  const pupilId: PersonId | undefined = body.kind === "guardian" ? body.pupilId : undefined;
  const reply = {
    status: 201,
    body: { schoolId, personId, ...(body.kind === "pupil" && { pupilId: personId }), ...(pupilId && { pupilId }) },
  } as const;
  await schoolSpeaks(
    {
      schoolId,
      schoolYear: await deps.years.current(schoolId),
      about: pupilId === undefined ? [] : [pupilId],
      says: (people) => {
        if (body.kind === "staff") return new Map([[personId, { ...described, staff: staffSay(body.role) }]]);
        if (body.kind === "pupil") {
          const { classCode, groupCodes } = body;
          return new Map([[personId, { ...described, pupil: { classCode, groupCodes, guardians: [] } }]]);
        }
        const pupil = people.get(body.pupilId);
        if (pupil?.content.pupil === undefined) throw problem("not-found");
        const { level, kinship } = body;
        const link = withGuardian(pupil.says.get("manual"), personId, { level, kinship });
        return new Map<PersonId, Say>([
          [body.pupilId, link],
          [personId, { ...described, guardian: true }],
        ]);
      },
    },
    call.remember(reply),
    deps,
  );
  return reply;
};
