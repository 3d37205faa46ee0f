import type { Operation } from "@preau/runtime";
import type { disciplineContract } from "../contract.ts";
import type { MeasureLine as ShownLine } from "../measures-contract.ts";
import { mayReadMeasureLine } from "./follower.ts";
import type { KeptLine } from "./journal-store.ts";
import type { MeasureLine, Named } from "./line.ts";
import { type PageDeps, readPage } from "./read-page.ts";

const shown = (schoolId: string, { day, id, line }: KeptLine<MeasureLine>, pupil: Named): ShownLine => {
  const { category, label, state, className, by, detention, dueOn } = line;
  return {
    schoolId: schoolId as ShownLine["schoolId"],
    measureId: id,
    pupilId: pupil.pupilId as ShownLine["pupilId"],
    familyName: pupil.familyName,
    givenName: pupil.givenName,
    className,
    category,
    label,
    state,
    day,
    by: { ...by },
    ...(detention !== undefined && { detention }),
    ...(dueOn !== undefined && { dueOn }),
  };
};

/** Punishments and sanctions of a period, latest first: for school life, those of the pupils they follow; for others, what they gave. */
export const listMeasures: Operation<typeof disciplineContract.routes.listMeasures, PageDeps> = async (call, deps) => {
  const { schoolId } = call.params;
  const { classId, category, state } = call.query;
  const { lines, cursor } = await readPage<MeasureLine>(
    schoolId,
    "MEASURE",
    call.query,
    ({ line }, { sectors, delegations }, today) =>
      (classId === undefined || line.classId === classId) &&
      (category === undefined || line.category === category) &&
      (state === undefined || line.state === state) &&
      mayReadMeasureLine(
        { principal: call.principal, schoolId, sectors, delegations: delegations.delegations, today },
        line,
      ),
    deps,
  );
  const items = lines.flatMap((one) => (one.line.pupil === undefined ? [] : [shown(schoolId, one, one.line.pupil)]));
  return { status: 200, body: { items, ...(cursor !== undefined && { cursor }) } };
};
