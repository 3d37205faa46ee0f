import type { Author } from "../author.ts";
import type { KeptIncident } from "../incidents/incident.ts";
import { incidentOf } from "../incidents/incident.ts";
import type { Incident } from "../incidents-contract.ts";
import { type KeptMeasure, measureOf } from "../measures/measure.ts";
import type { Measure, Slot } from "../measures-contract.ts";

/** Who a line is about; nobody any more once what it says of them was erased. */
export interface Named {
  readonly pupilId: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly audienceIds: readonly string[];
}

export interface MeasureLine {
  readonly of: "measure";
  readonly category: Measure["category"];
  readonly label: string;
  readonly state: Measure["state"];
  readonly classId: string;
  readonly className: string;
  readonly by: Author;
  readonly pupil?: Named | undefined;
  readonly detention?: Slot | undefined;
  readonly dueOn?: string | undefined;
  readonly decision?:
    | Pick<NonNullable<Measure["decision"]>, "decidedOn" | "days" | "hours" | "suspendedUntil">
    | undefined;
  /** The day from which nobody may read it with a name. */
  readonly namedUntil?: string | undefined;
}

export interface IncidentLine {
  readonly of: "incident";
  readonly type: string;
  readonly place: string;
  readonly gravity: Incident["gravity"];
  readonly state: Incident["state"];
  readonly by: Author;
  readonly time?: string | undefined;
  readonly classes: readonly { readonly classId: string; readonly className: string }[];
  readonly protagonists: readonly (Incident["protagonists"][number] & {
    readonly audienceIds?: readonly string[] | undefined;
  })[];
}

export type Line = MeasureLine | IncidentLine;

/** How much was decided, without the reasons: they name people. */
const weightOf = ({ decidedOn, days, hours, suspendedUntil }: NonNullable<Measure["decision"]>) => ({
  decidedOn,
  ...(days !== undefined && { days }),
  ...(hours !== undefined && { hours }),
  ...(suspendedUntil !== undefined && { suspendedUntil }),
});

/** What the journal keeps of a measure. */
export const lineOfMeasure = (kept: KeptMeasure): MeasureLine => {
  const measure = measureOf(kept);
  const { category, label, state, classId, className, by, detention, dueOn, decision, erasedOn } = measure;
  const { pupilId, familyName, givenName, audienceIds } = kept.head;
  return {
    of: "measure",
    category,
    label,
    state,
    classId,
    className,
    by,
    pupil: { pupilId, familyName, givenName, audienceIds },
    ...(detention !== undefined && { detention }),
    ...(dueOn !== undefined && { dueOn }),
    ...(decision !== undefined && { decision: weightOf(decision) }),
    ...(erasedOn !== undefined && { namedUntil: erasedOn }),
  };
};

/** The same once the measure was erased: what happened is still counted, to whom is forgotten. */
export const nameless = ({ pupil: _pupil, detention: _detention, ...line }: MeasureLine): MeasureLine => line;

/** What the journal keeps of an incident. */
export const lineOfIncident = (kept: KeptIncident): IncidentLine => {
  const { type, place, gravity, state, by, time } = incidentOf(kept);
  const classes = kept.protagonists.flatMap(({ classId, className }) =>
    classId === undefined ? [] : [[classId, { classId, className: className ?? "" }] as const],
  );
  return {
    of: "incident",
    type,
    place,
    gravity,
    state,
    by,
    ...(time !== undefined && { time }),
    classes: [...new Map(classes).values()],
    protagonists: kept.protagonists.map(({ classId: _classId, ...one }) => ({ ...one, schoolId: kept.head.schoolId })),
  };
};
