import type { AudienceId, Day, Instant, PersonId, SchoolId } from "@preau/contract";
import type { Author } from "../author.ts";
import { endOfYear, erasedOn, SANCTION_LABELS } from "../law.ts";
import type { Decision, Measure, PunishmentKind, Slot } from "../measures-contract.ts";

export type State = Measure["state"];
export type MeasureFile = Measure["files"][number];
export type Procedure = Omit<NonNullable<Measure["procedure"]>, "observations">;

/** What is said once, when a measure is given or asked for. */
export interface MeasureHead {
  readonly measureId: string;
  readonly schoolId: SchoolId;
  readonly schoolYear: number;
  readonly pupilId: PersonId;
  readonly familyName: string;
  readonly givenName: string;
  readonly classId: AudienceId;
  readonly className: string;
  /** The class and the groups of the pupil that day: the sectors by which school life shares pupils are made of them. */
  readonly audienceIds: readonly string[];
  readonly reason: string;
  readonly incidentId?: string | undefined;
  readonly familySees: boolean;
}

/** What happened to a measure; each is added, none is changed. */
export type Step =
  | {
      readonly step: "give";
      readonly kind: PunishmentKind;
      readonly label: string;
      readonly work?: string | undefined;
      readonly dueOn?: Day | undefined;
      readonly detention?: Slot | undefined;
    }
  | { readonly step: "request" }
  | ({ readonly step: "open" } & Procedure)
  | { readonly step: "attach"; readonly file: MeasureFile }
  | {
      readonly step: "postpone";
      readonly reason: string;
      readonly detention?: Slot | undefined;
      readonly dueOn?: Day | undefined;
    }
  | { readonly step: "done" | "not-done"; readonly comment?: string | undefined }
  | { readonly step: "cancel" | "dismiss" | "annul"; readonly reason: string }
  | { readonly step: "observe"; readonly voice: "family" | "pupil" | "school"; readonly text: string }
  | ({ readonly step: "pronounce"; readonly decidedOn: Day } & Decision)
  | {
      readonly step: "revoke";
      readonly reason: string;
      readonly from?: Day | undefined;
      readonly councilOn?: Day | undefined;
    };

/** A step with who took it and when. */
export type TakenStep = Step & { readonly by: Author; readonly at: Instant; readonly day: Day };

/** A measure as kept: its head and all its steps. Its version is the number of steps. */
export interface KeptMeasure {
  readonly head: MeasureHead;
  readonly steps: readonly TakenStep[];
}

/** Punishments that are over once they are given. */
const AT_ONCE: ReadonlySet<PunishmentKind> = new Set(["observation", "class-exclusion"]);

type Kind = Step["step"];

/** From which state each step leads where; whatever is not there is illegal. The first step of a measure starts from nothing. */
export const MOVES: Readonly<Record<Exclude<Kind, "give" | "pronounce">, Partial<Record<State | "new", State>>>> = {
  request: { new: "requested" },
  open: { new: "opened", requested: "opened" },
  attach: { "to-do": "to-do", "not-done": "not-done" },
  postpone: { "to-do": "to-do", "not-done": "to-do" },
  done: { "to-do": "done", "not-done": "done", pronounced: "served" },
  "not-done": { "to-do": "not-done" },
  cancel: { "to-do": "cancelled", "not-done": "cancelled", done: "cancelled" },
  observe: { opened: "opened" },
  dismiss: { requested: "dismissed", opened: "dismissed" },
  revoke: { suspended: "pronounced" },
  annul: { pronounced: "annulled", suspended: "annulled", served: "annulled" },
};

/** The state after a step, or undefined when the measure is not there. */
export const stateAfter = (state: State | "new", step: Step): State | undefined => {
  if (step.step === "give") return state === "new" ? (AT_ONCE.has(step.kind) ? "done" : "to-do") : undefined;
  if (step.step === "pronounce") {
    if (state !== "opened") return undefined;
    return step.suspendedUntil === undefined ? "pronounced" : "suspended";
  }
  return MOVES[step.step][state];
};

/** Where all the steps lead. @throws Error when they cannot have been taken in that order */
export const stateOf = (steps: readonly Step[]): State => {
  const state = steps.reduce<State | "new">((before, step) => {
    const after = stateAfter(before, step);
    if (after === undefined) throw new Error("a measure was kept with a step that its state did not allow");
    return after;
  }, "new");
  if (state === "new") throw new Error("a measure was kept without any step");
  return state;
};

const last = <K extends Kind>(steps: readonly TakenStep[], ...kinds: readonly K[]) =>
  steps.findLast((one): one is Extract<TakenStep, { step: K }> => (kinds as readonly Kind[]).includes(one.step));

/** The slots a detention ever had, the one that holds last. */
export const slotsOf = (steps: readonly TakenStep[]): readonly Slot[] =>
  steps.flatMap((one) => ("detention" in one && one.detention !== undefined ? [one.detention] : []));

const sanctionOf = (steps: readonly TakenStep[]): Partial<Measure> => {
  const opened = last(steps, "open");
  const pronounced = last(steps, "pronounce");
  const revoked = last(steps, "revoke");
  const observations = steps.flatMap((one) =>
    one.step === "observe" ? [{ by: one.voice, text: one.text, at: one.at }] : [],
  );
  const { step: _step, by: _by, at: _at, day: _day, ...decision } = pronounced ?? {};
  return {
    label: pronounced === undefined ? "Procédure disciplinaire" : SANCTION_LABELS[pronounced.kind],
    ...(pronounced !== undefined && { kind: pronounced.kind }),
    ...(opened !== undefined && {
      procedure: {
        facts: opened.facts,
        answerBy: opened.answerBy,
        interimExclusion: opened.interimExclusion,
        openedOn: opened.openedOn,
        observations,
      },
    }),
    ...(pronounced !== undefined && {
      decision: { ...(decision as NonNullable<Measure["decision"]>), ...(revoked?.from && { from: revoked.from }) },
    }),
  };
};

const punishmentOf = (steps: readonly TakenStep[]): Partial<Measure> => {
  const given = last(steps, "give");
  const detention = slotsOf(steps).at(-1);
  const dueOn = steps.findLast((one) => "dueOn" in one && one.dueOn !== undefined);
  return {
    ...(given !== undefined && { kind: given.kind, label: given.label }),
    ...(given?.work !== undefined && { work: given.work }),
    ...(detention !== undefined && { detention }),
    ...(dueOn !== undefined && "dueOn" in dueOn && dueOn.dueOn !== undefined && { dueOn: dueOn.dueOn }),
  };
};

/** When a measure is no longer kept; undefined while only the pupil's leaving ends it. */
export const lastsUntil = ({ steps }: KeptMeasure): Day | undefined => {
  const pronounced = last(steps, "pronounce");
  const [first] = steps;
  if (first === undefined) throw new Error("a measure was kept without any step");
  return pronounced === undefined || last(steps, "annul") !== undefined
    ? endOfYear(steps.at(-1)?.day ?? first.day)
    : erasedOn(pronounced.kind, pronounced.decidedOn);
};

/** A measure as it stands: the fold of its steps. */
export const measureOf = (kept: KeptMeasure): Measure => {
  const { head, steps } = kept;
  const [first] = steps;
  if (first === undefined) throw new Error("a measure was kept without any step");
  const { schoolYear: _schoolYear, audienceIds: _audienceIds, incidentId, ...told } = head;
  const until = lastsUntil(kept);
  return {
    ...told,
    category: first.step === "give" ? "punishment" : "sanction",
    label: "",
    ...(first.step === "give" ? punishmentOf(steps) : sanctionOf(steps)),
    state: stateOf(steps),
    day: first.day,
    by: { ...first.by },
    ...(incidentId !== undefined && { incidentId }),
    files: steps.flatMap((one) => (one.step === "attach" ? [{ ...one.file }] : [])),
    ...(until !== undefined && { erasedOn: until }),
    version: steps.length,
  };
};
