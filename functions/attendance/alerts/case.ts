import type { Day, Instant } from "@preau/contract";

/**
 * What a school does about repeated absences, in the order of the law: a dialogue with the family (code de l’éducation, R131-6), a letter
 * that recalls the obligation, the report to the director of the academy's services (DASEN; L131-8, R131-7). `closed` when attendance is
 * restored or the matter is no longer the school's.
 */
export type CaseStage = "dialogue" | "letter" | "report" | "closed";

/** One step, by whom, on which day, and what the school had counted then. */
export interface CaseStep {
  readonly stage: CaseStage;
  readonly on: Day;
  readonly at: Instant;
  readonly by: string;
  readonly comment?: string | undefined;
  /** Half-days without a valid reason in the month of the step, and in the year. */
  readonly inMonth: number;
  readonly inYear: number;
}

/** The steps taken with one pupil in a school year, oldest first: none is ever taken back. */
export interface AbsenceCase {
  readonly steps: readonly CaseStep[];
  readonly version: number;
}

const NEXT: Readonly<Record<CaseStage, readonly CaseStage[]>> = {
  closed: ["dialogue"],
  dialogue: ["dialogue", "letter", "closed"],
  letter: ["letter", "report", "closed"],
  report: ["report", "closed"],
};

/** Where a case stands; a pupil with whom nothing was begun has none open. */
export const stageOf = ({ steps }: Pick<AbsenceCase, "steps">): CaseStage => steps.at(-1)?.stage ?? "closed";

/** The steps that may come next: nobody is reported whose family the school has not spoken and written to. */
export const nextStages = (known: Pick<AbsenceCase, "steps">): readonly CaseStage[] => NEXT[stageOf(known)];

/** The case with one more step; undefined when it is not its turn, or is dated before the last one. */
export const withStep = (known: AbsenceCase | undefined, step: CaseStep): AbsenceCase | undefined => {
  const { steps, version } = known ?? { steps: [], version: 0 };
  if (!nextStages({ steps }).includes(step.stage) || step.on < (steps.at(-1)?.on ?? "")) return undefined;
  return { steps: [...steps, step], version: version + 1 };
};
