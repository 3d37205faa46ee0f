import { ClockTime, Day, PersonId } from "@preau/contract";
import * as z from "zod";

/** What attendance answers when it is asked to summarise: the figures of a pupil's file and the lessons behind them. */
export const AbsenceSummaries = z.array(
  z.object({
    pupilId: PersonId,
    unit: z.enum(["hour", "half-day", "day"]),
    justified: z.int(),
    unjustified: z.int(),
    lateness: z.int(),
    halfDays: z.array(z.object({ day: Day, part: z.enum(["morning", "afternoon"]), justified: z.boolean() })),
    lessons: z.array(z.object({ day: Day, start: ClockTime, end: ClockTime, subject: z.string() })),
  }),
);
export type AbsenceSummary = z.output<typeof AbsenceSummaries>[number];

/** What to ask of a class at once. */
export interface SummaryQuestion {
  readonly schoolId: string;
  readonly schoolYear: number;
  readonly pupilIds: readonly string[];
  readonly from: string;
  readonly to: string;
}

/** Whoever knows the absences of pupils as of now. */
export type Summarize = (question: SummaryQuestion) => Promise<readonly AbsenceSummary[]>;
