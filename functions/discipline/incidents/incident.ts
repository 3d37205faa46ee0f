import { addDays, schoolYearOf } from "@preau/calendar";
import type { ClockTime, Day, Instant, PersonId, SchoolId } from "@preau/contract";
import type { Author } from "../author.ts";
import type { Incident } from "../incidents-contract.ts";
import { endOfYear } from "../law.ts";

interface Facts {
  readonly type: string;
  readonly place: string;
  readonly gravity: Incident["gravity"];
  readonly description: string;
  readonly time?: ClockTime | undefined;
}

/** Somebody who had a part in it; a pupil is named as they were known that day. */
export interface Protagonist {
  readonly role: Incident["protagonists"][number]["role"];
  readonly name: string;
  readonly pupilId?: PersonId;
  readonly classId?: string | undefined;
  readonly className?: string;
  readonly audienceIds?: readonly string[] | undefined;
}

export type IncidentStep =
  | ({ readonly step: "report" } & Facts)
  | ({ readonly step: "amend"; readonly reason: string } & Partial<Facts>)
  | { readonly step: "warn"; readonly partnerId: string; readonly on: Day }
  | { readonly step: "process"; readonly comment?: string | undefined }
  | { readonly step: "reopen"; readonly reason: string };

export type TakenIncidentStep = IncidentStep & { readonly by: Author; readonly at: Instant };

/** An incident as kept: what is said once, and all that was said and done since. Its version is the number of steps. */
export interface KeptIncident {
  readonly head: {
    readonly incidentId: string;
    readonly schoolId: SchoolId;
    readonly schoolYear: number;
    readonly day: Day;
  };
  readonly protagonists: readonly Protagonist[];
  readonly partners: readonly { readonly partnerId: string; readonly label: string }[];
  readonly steps: readonly TakenIncidentStep[];
}

type State = Incident["state"];

const MOVES: Readonly<Record<IncidentStep["step"], Partial<Record<State | "new", State>>>> = {
  report: { new: "to-process" },
  amend: { "to-process": "to-process" },
  warn: { "to-process": "to-process", processed: "processed" },
  process: { "to-process": "processed" },
  reopen: { processed: "to-process" },
};

/** The state after a step, or undefined when the incident is not there. */
export const incidentStateAfter = (state: State | "new", { step }: IncidentStep): State | undefined =>
  MOVES[step][state];

const stateOf = (steps: readonly IncidentStep[]): State => {
  const state = steps.reduce<State | "new" | undefined>(
    (before, step) => (before === undefined ? undefined : incidentStateAfter(before, step)),
    "new",
  );
  if (state === undefined || state === "new") throw new Error("an incident was kept with an illegal step");
  return state;
};

/** The facts as last written. */
const factsOf = (steps: readonly TakenIncidentStep[]): Facts => {
  const [first, ...later] = steps;
  if (first?.step !== "report") throw new Error("an incident was kept that nobody reported");
  return later.reduce<Facts>((facts, one) => {
    if (one.step !== "amend") return facts;
    const { type, place, gravity, description, time } = one;
    return {
      type: type ?? facts.type,
      place: place ?? facts.place,
      gravity: gravity ?? facts.gravity,
      description: description ?? facts.description,
      time: time ?? facts.time,
    };
  }, first);
};

/** An incident as it stands: the fold of its steps. */
export const incidentOf = ({ head, protagonists, partners, steps }: KeptIncident): Incident => {
  const { type, place, gravity, description, time } = factsOf(steps);
  const [first] = steps;
  if (first === undefined) throw new Error("an incident was kept that nobody reported");
  const warned = new Map(steps.flatMap((one) => (one.step === "warn" ? [[one.partnerId, one.on] as const] : [])));
  const { incidentId, schoolId, day } = head;
  return {
    incidentId,
    schoolId,
    day,
    ...(time !== undefined && { time }),
    type,
    place,
    gravity: { ...gravity },
    description,
    protagonists: protagonists.map(({ role, name, pupilId, className }) => ({
      schoolId,
      role,
      name,
      ...(pupilId !== undefined && { pupilId }),
      ...(className !== undefined && { className }),
    })),
    partners: partners.map(({ partnerId, label }) => {
      const on = warned.get(partnerId);
      return { partnerId, label, ...(on !== undefined && { warnedOn: on }) };
    }),
    state: stateOf(steps),
    by: { ...first.by },
    version: steps.length,
  };
};

/** Until when an incident is kept: the end of the school year after it, so that what follows in September is understood. */
export const incidentLastsUntil = (day: Day): Day => endOfYear(addDays(`${schoolYearOf(day) + 1}-08-01`, 1));
