import { Day, Instant, PersonId, SchoolId } from "@preau/contract";
import * as z from "zod";

/** A pupil's day to look at, not before `at`: whatever was told or is to be told of it. */
export const Wake = z.object({
  schoolId: SchoolId,
  schoolYear: z.int(),
  pupilId: PersonId,
  day: Day,
  at: Instant,
});
export type Wake = z.output<typeof Wake>;
