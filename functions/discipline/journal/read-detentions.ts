import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import type { PersonId } from "@preau/contract";
import { followsPupil } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import type { disciplineContract } from "../contract.ts";
import type { SchoolStore } from "../school/school-store.ts";
import type { JournalStore } from "./journal-store.ts";

interface Deps {
  readonly journal: Pick<JournalStore, "detentionsOn">;
  readonly school: Pick<SchoolStore, "decided">;
  now(): Date;
}

/** The list that hangs in the study room: who is expected when and where. */
export const readDetentions: Operation<typeof disciplineContract.routes.readDetentions, Deps> = async (
  { principal, params: { schoolId }, query },
  { journal, school, now },
) => {
  const today = schoolTimeOf(now()).day;
  const day = query.day ?? today;
  const [kept, { sectors }] = await Promise.all([
    journal.detentionsOn({ schoolId, schoolYear: schoolYearOf(day) }, day),
    school.decided({ schoolId, schoolYear: schoolYearOf(today) }),
  ]);
  const followed = kept.filter(({ pupilId, audienceIds }) =>
    followsPupil(principal, sectors, { schoolId, pupilId, audienceIds }),
  );
  return {
    status: 200,
    body: {
      schoolId,
      day,
      items: followed.map(
        ({ measureId, pupilId, familyName, givenName, className, start, end, place, supervisor }) => ({
          schoolId,
          measureId,
          pupilId: pupilId as PersonId,
          familyName,
          givenName,
          className,
          start,
          end,
          place,
          ...(supervisor !== undefined && { supervisor }),
        }),
      ),
    },
  };
};
