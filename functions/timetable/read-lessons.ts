import { addDays, schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem, type SchoolId } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import { askedView } from "./asked-view.ts";
import { MAX_DAYS, type timetableContract } from "./contract.ts";
import { type KeptDetention, maySeeDetention } from "./detention.ts";
import { daysBetween, lessonsOf } from "./lessons.ts";
import type { TimetableStore } from "./store.ts";

interface Deps {
  readonly store: Pick<TimetableStore, "audiencesOf" | "readView" | "detentionsOf">;
  now(): Date;
}

const wrongTo = (message: string) => problem("invalid-request", { errors: [{ field: "query.to", message }] });

const shown = ({ measureId, schoolId, pupilId, day, start, end, label, place, supervisor }: KeptDetention) => ({
  measureId,
  schoolId: schoolId as SchoolId,
  pupilId,
  day,
  start,
  end,
  label,
  place,
  ...(supervisor !== undefined && { supervisor }),
});

/** The lessons of one timetable, or of all those of a pupil, today unless other days are asked for. */
export const readLessons: Operation<typeof timetableContract.routes.readLessons, Deps> = async (
  { principal, params: { schoolId }, query },
  { store, now },
) => {
  const asked = askedView(principal, schoolId, query);
  const from = query.from ?? schoolTimeOf(now()).day;
  const to = query.to ?? from;
  if (to < from) throw wrongTo("La fin ne peut pas précéder le début.");
  if (to >= addDays(from, MAX_DAYS)) throw wrongTo(`Demandez ${MAX_DAYS} jours au plus.`);
  const year = { schoolId, schoolYear: schoolYearOf(from) };
  const [viewIds, detentions] =
    asked.pupilId === undefined
      ? [[asked.viewId], []]
      : await Promise.all([
          store.audiencesOf({ ...year, ...asked }),
          store.detentionsOf({ ...year, ...asked }, from, to),
        ]);
  const views = await Promise.all(viewIds.map((viewId) => store.readView({ ...year, viewId }, from, to)));
  return {
    status: 200,
    body: {
      schoolId,
      from,
      to,
      ...(asked.pupilId !== undefined && {
        pupilId: asked.pupilId,
        detentions: detentions.filter((one) => maySeeDetention(principal, one)).map(shown),
      }),
      items: [...lessonsOf(schoolId, daysBetween(from, to), views)],
    },
  };
};
