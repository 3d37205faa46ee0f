import type * as z from "zod";
import type { FollowUp as FollowUpSchema } from "../follow-up-contract.ts";
import type { PupilKey } from "../pupil-day/day-store.ts";
import type { FollowUp } from "./follow-up.ts";

/** A note as the API shows it. */
export const followUpView = (
  { schoolId, schoolYear, pupilId }: PupilKey,
  { days, struck, ...note }: FollowUp,
): z.input<typeof FollowUpSchema> => ({
  ...note,
  schoolId,
  schoolYear,
  pupilId,
  days: [...days],
  struck: struck ?? null,
});
